import { ProviderError } from '../provider.ts'

const LF = 0x0a
const CR = 0x0d

export interface LineDecoder {
  push(chunk: Uint8Array): string[]
  rest(): string
}

/**
 * Splits chunks of any size into lines of UTF-8 ending with LF, CR or CRLF. Drops a byte order mark at the
 * start.
 *
 * @param limit longest line, in bytes
 * @throws ProviderError (failed, 'line too long') beyond the limit
 */
export function lineDecoder(limit: number): LineDecoder {
  // Neither byte occurs within another UTF-8 character, so incomplete lines can be kept undecoded.
  let carried: Buffer[] = []
  let length = 0
  let first = true
  let afterCr = false

  const carry = (bytes: Buffer) => {
    length += bytes.length
    if (length > limit) throw new ProviderError('failed', 'line too long')
    if (bytes.length > 0) carried.push(bytes)
  }
  const decoded = (text: string) => {
    const line = first && text.startsWith('\ufeff') ? text.slice(1) : text
    first = false
    return line
  }
  const carriedText = () => {
    const text = Buffer.concat(carried, length).toString()
    carried = []
    length = 0
    return decoded(text)
  }

  return {
    push(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const lines: string[] = []
      let start = 0
      if (afterCr && bytes.length > 0) {
        if (bytes[0] === LF) start = 1
        afterCr = false
      }
      let lf = bytes.indexOf(LF, start)
      let cr = bytes.indexOf(CR, start)
      while (lf !== -1 || cr !== -1) {
        const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr
        if (end - start + length > limit) throw new ProviderError('failed', 'line too long')
        if (length > 0) {
          carry(bytes.subarray(start, end))
          lines.push(carriedText())
        } else {
          lines.push(decoded(bytes.toString('utf8', start, end)))
        }
        start = end + 1
        if (end === cr) {
          if (start === bytes.length) afterCr = true
          else if (bytes[start] === LF) start += 1
          cr = bytes.indexOf(CR, start)
        }
        if (lf !== -1 && lf < start) lf = bytes.indexOf(LF, start)
      }
      if (start < bytes.length) carry(bytes.subarray(start))
      return lines
    },
    rest: carriedText,
  }
}
