import { isUtf8 } from 'node:buffer'
import { type DecodedText, decode, detectEncoding } from './detect-encoding.ts'

export interface TextClaim {
  /** Label of the Encoding Standard from a `charset` parameter. */
  readonly charset: string | undefined
  /** True for HTML and XML, which may declare their encoding themselves. */
  readonly markup: boolean
  /** True if it is claimed to be text; UTF-8 may then contain any characters. */
  readonly text: boolean
}

/** Control characters that text does not contain, and private or unassigned characters. */
const foreign = /[^\P{Cc}\b\t\n\v\f\r]|[\p{Cn}\p{Co}]/u
const beyondAscii = /[^\p{ASCII}]/gu
/**
 * Encodings that use only bytes below 0x80 and for which there is no decoder, so that they would be taken for
 * ASCII.
 */
const undecodable = /^(?:utf-?7|hz-gb-2312|iso-2022-(?:kr|cn|cn-ext))$/i
const multibyte = /^(?:gb|big5|euc-|shift_jis)/
/** Maximum number of characters that may be valid UTF-8 by chance in a text of a multibyte encoding. */
const MAX_BY_CHANCE = 3
/**
 * Smallest share of ASCII characters, such as spaces, digits and line feeds, by which UTF-16 is recognised:
 * one in this many code units.
 */
const UNITS_PER_ASCII = 16
/** Smallest ratio of ASCII characters in one byte order to those in the other. */
const ASCII_PER_SWAPPED = 8

/**
 * Decodes a text, without its byte order mark. Tries in this order: the mark; UTF-8, if the bytes are valid;
 * the charset, or the declaration in HTML or XML, unless the bytes are clearly in another encoding; UTF-16
 * with ASCII characters; the encoding that is detected with certainty.
 *
 * @returns undefined if the bytes are not text, or text in an uncertain encoding
 */
export async function decodeText(bytes: Uint8Array, claim: TextClaim): Promise<DecodedText | undefined> {
  const mark = byteOrderMark(bytes)
  if (mark !== undefined) return claim.text ? withoutNul(decode(bytes, mark)) : asText(decode(bytes, mark))
  const declared = [claim.charset, claim.markup ? ownLabel(bytes) : undefined].filter(
    (label) => label !== undefined,
  )
  if (isUtf8(bytes) && !bytes.includes(0)) {
    const other = sevenBit(bytes, declared) ?? shortMultibyte(bytes, declared)
    if (other !== undefined) return other.read
    const read = decode(bytes, 'utf-8')
    return claim.text && !isMostlyControls(bytes) ? read : asText(read)
  }
  for (const label of declared) {
    const read = asText(decode(bytes, label))
    if (read === undefined) continue
    if (read.encoding.startsWith('utf-')) return read
    const likeliest = await detectEncoding(bytes, label)
    return likeliest === undefined ? undefined : asText(decode(bytes, likeliest))
  }
  if (bytes.includes(0)) {
    const label = unmarkedUtf16(bytes)
    return label === undefined ? undefined : asText(decode(bytes, label))
  }
  const { cut, isDamaged } = mostlyUtf8(bytes)
  if (cut !== undefined) return asText(decode(cut, 'utf-8'))
  const detected = isDamaged ? undefined : await detectEncoding(bytes)
  return detected === undefined ? undefined : asText(decode(bytes, detected))
}

function withoutNul(read: DecodedText | undefined): DecodedText | undefined {
  return read?.text.includes('\0') ? undefined : read
}

function asText(read: DecodedText | undefined): DecodedText | undefined {
  return read !== undefined && foreign.test(read.text) ? undefined : read
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined
}

/**
 * Returns the encoding declared in an XML declaration, or in a `<meta>` among the first 1024 bytes (HTML,
 * section 13.2.3.2).
 */
function ownLabel(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const found =
    /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)/.exec(head) ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)
  const label = found?.[1]
  // A declaration readable as ASCII is not in UTF-16.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/**
 * Decodes ISO-2022-JP, recognised by its escape sequences. `read` is undefined if the bytes are in another
 * 7-bit encoding.
 */
function sevenBit(bytes: Uint8Array, declared: readonly string[]) {
  if (declared[0] !== undefined && undecodable.test(declared[0])) return { read: undefined }
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!found.includes('\u001b$') && !found.includes('\u001b(I')) return undefined
  const read = asText(decode(bytes, 'iso-2022-jp'))
  return read !== undefined || found.includes('\u001b$)') ? { read } : undefined
}

/**
 * Returns true for valid UTF-8 with many control characters, which may be UTF-16 without a mark or ASCII
 * characters.
 */
function isMostlyControls(bytes: Uint8Array): boolean {
  const controls = bytes.reduce(
    (count, byte) => (byte < 0x20 && (byte < 0x08 || byte > 0x0d) ? count + 1 : count),
    0,
  )
  return controls * 4 > bytes.length
}

function shortMultibyte(bytes: Uint8Array, [label]: readonly string[]) {
  if (label === undefined) return undefined
  const read = asText(decode(bytes, label))
  if (read === undefined || !multibyte.test(read.encoding)) return undefined
  const count = decode(bytes, 'utf-8')?.text.match(beyondAscii)?.length ?? 0
  return count <= MAX_BY_CHANCE ? { read } : undefined
}

function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 !== 0) return undefined
  let [little, big] = [0, 0]
  for (let index = 0; index < bytes.length; index += 2) {
    const [first = 0, second = 0] = [bytes[index], bytes[index + 1]]
    if (second === 0 && isAscii(first)) little++
    if (first === 0 && isAscii(second)) big++
  }
  const enough = bytes.length / 2 / UNITS_PER_ASCII
  if (little >= enough && little >= big * ASCII_PER_SWAPPED) return 'utf-16le'
  return big >= enough && big >= little * ASCII_PER_SWAPPED ? 'utf-16be' : undefined
}

function isAscii(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || unit === 0x09 || unit === 0x0a || unit === 0x0d
}

/**
 * Recognises UTF-8 with invalid parts.
 *
 * @returns `cut`, the bytes without an incomplete character at their end, if that is the only defect;
 *   `isDamaged` if there are others, so that no other encoding fits either
 */
function mostlyUtf8(bytes: Uint8Array): { cut?: Uint8Array; isDamaged: boolean } {
  const text = new TextDecoder().decode(bytes)
  const characters = text.match(beyondAscii)?.length ?? 0
  const broken = text.split('\ufffd').length - 1
  for (let end = bytes.length - 1; end >= bytes.length - 3 && characters > MAX_BY_CHANCE; end--) {
    const cut = bytes.subarray(0, end)
    if ((bytes[end] ?? 0) >= 0xc2 && isUtf8(cut)) return { cut, isDamaged: false }
  }
  return { isDamaged: characters - broken > broken }
}
