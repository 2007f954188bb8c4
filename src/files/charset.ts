import { isAscii, isUtf8 } from 'node:buffer'
import { format, parse } from 'content-type'
import { decode } from '../attachments/detect-encoding.ts'

/** Character encoding of a file, as far as it matters for its Content-Type. */
export type Charset = 'us-ascii' | 'utf-8' | 'other'

/** Text types that browsers read as windows-1252, or guess, unless a charset is given. */
const textTypes = /^(?:text\/.+|application\/(?:xml|(?:x-)?javascript|ecmascript)|[^/]+\/.+\+xml)$/
/** Multibyte encodings, in which a short text may be valid UTF-8 by chance. */
const multibyte = /^(?:gb|big5|euc-|shift_jis)/

/** Creates a detector that determines the charset of a stream in constant memory. */
export function charsetCheck(): { push(chunk: Uint8Array): void; end(): Charset } {
  let rest: Uint8Array = new Uint8Array()
  let isValid = true
  let isPlain = true
  return {
    push(chunk) {
      if (!isValid) return
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const end = wholeCharacters(bytes)
      const whole = bytes.subarray(0, end)
      isValid = isUtf8(whole)
      isPlain &&= end === bytes.length && isAscii(whole)
      rest = Uint8Array.from(bytes.subarray(end))
    },
    end() {
      if (!isValid || rest.length > 0) return 'other'
      return isPlain ? 'us-ascii' : 'utf-8'
    },
  }
}

/** Returns the Content-Type to serve a file with. A declared charset is kept unless it is wrong. */
export function typeWithCharset(contentType: string, charset: string | null): string {
  const { type, parameters } = parse(contentType)
  if (charset === null || !textTypes.test(type)) return contentType
  const { charset: declared, ...others } = parameters
  const asUtf8 = () => format({ type, parameters: { ...parameters, charset: 'utf-8' } })
  if (declared === undefined) return charset === 'other' ? contentType : asUtf8()
  const encoding = decode(new Uint8Array(), declared)?.encoding
  if (charset === 'other') return encoding === 'utf-8' ? format({ type, parameters: others }) : contentType
  const isRight =
    encoding !== undefined &&
    !encoding.startsWith('utf-16') &&
    (charset === 'us-ascii' || encoding === 'utf-8' || multibyte.test(encoding))
  return isRight ? contentType : asUtf8()
}

/** Returns the number of bytes without an incomplete character at the end. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
