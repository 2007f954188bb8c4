import { ProviderError } from '../provider.ts'

const LF = 0x0a
const CR = 0x0d

export interface LineDecoder {
  /** The lines that `chunk` completes, without their ends. */
  push(chunk: Uint8Array): string[]
  /** What came after the last line's end. */
  rest(): string
}

/**
 * Cuts bytes into lines of UTF-8 that end with LF, CR or CRLF, wherever the chunks are cut. A byte order mark at the
 * start is dropped; bytes that are no UTF-8 become U+FFFD. `limit` is the most bytes of one line.
 * Throws ProviderError (failed, 'line too long') beyond it.
 */
export function lineDecoder(limit: number): LineDecoder {
  // Neither byte is ever a part of another character, so bytes can wait for their line's end undecoded.
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
