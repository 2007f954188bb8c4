import { isUtf8 } from 'node:buffer'
import { type DecodedText, decode, detectEncoding } from './detect-encoding.ts'

/** What was claimed about a text. */
export interface TextClaim {
  /** A label of the Encoding Standard, from a `charset` parameter. */
  readonly charset: string | undefined
  /** Whether it is HTML or XML, which may name their encoding themselves. */
  readonly markup: boolean
  /** Whether it is claimed to be text: one in UTF-8 may then have any characters. */
  readonly text: boolean
}

/** Control characters that texts do not have, and characters that are private or not assigned. */
const foreign = /[^\P{Cc}\b\t\n\v\f\r]|[\p{Cn}\p{Co}]/u
const beyondAscii = /[^\p{ASCII}]/gu
/** Encodings in bytes below 0x80, as UTF-8 without a decoder for them would take them for ASCII. */
const undecodable = /^(?:utf-?7|hz-gb-2312|iso-2022-(?:kr|cn|cn-ext))$/i
const multibyte = /^(?:gb|big5|euc-|shift_jis)/
/**
 * So many characters that are valid UTF-8 are not so by chance, even where the encoding has several bytes a
 * character.
 */
const MAX_BY_CHANCE = 3
/**
 * UTF-16 is known by its ASCII characters: spaces, digits, line feeds. One in so many code units, at least.
 */
const UNITS_PER_ASCII = 16
/** Code units that look like ASCII in the other byte order: at most one for so many that do in this one. */
const ASCII_PER_SWAPPED = 8

/**
 * Decodes a text, without its byte order mark. What decides is, in this order: the mark; UTF-8, where the
 * bytes are valid; the charset, or what HTML or XML says of itself, unless the bytes are clearly in another
 * encoding; UTF-16 with ASCII characters; what the bytes are in with certainty.
 *
 * @returns undefined where the bytes are no text, or text in an encoding that is not certain
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

/** What stands in an XML declaration or in a `<meta>` among the first 1024 bytes (HTML section 13.2.3.2). */
function ownLabel(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const found =
    /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)/.exec(head) ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)
  const label = found?.[1]
  // A declaration that can be read as ASCII is not in UTF-16.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/** ISO-2022-JP, by its escape sequences; `read` is undefined where the bytes are in another such encoding. */
function sevenBit(bytes: Uint8Array, declared: readonly string[]) {
  if (declared[0] !== undefined && undecodable.test(declared[0])) return { read: undefined }
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!found.includes('\u001b$') && !found.includes('\u001b(I')) return undefined
  const read = asText(decode(bytes, 'iso-2022-jp'))
  return read !== undefined || found.includes('\u001b$)') ? { read } : undefined
}

/**
 * What UTF-16 without a mark may look like where it has no ASCII characters: valid, and half of it controls.
 */
function isMostlyControls(bytes: Uint8Array): boolean {
  const controls = bytes.reduce(
    (count, byte) => (byte < 0x20 && (byte < 0x08 || byte > 0x0d) ? count + 1 : count),
    0,
  )
  return controls * 4 > bytes.length
}

/** A few characters in the declared encoding, whose bytes are valid UTF-8 by chance. */
function shortMultibyte(bytes: Uint8Array, [label]: readonly string[]) {
  if (label === undefined) return undefined
  const read = asText(decode(bytes, label))
  if (read === undefined || !multibyte.test(read.encoding)) return undefined
  const count = decode(bytes, 'utf-8')?.text.match(beyondAscii)?.length ?? 0
  return count <= MAX_BY_CHANCE ? { read } : undefined
}

/** UTF-16 by the ASCII characters in it, which no text of some length is without. */
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
 * Recognises UTF-8 that is not valid all through.
 *
 * @returns `cut`, the bytes without half a character at their end, where that is the only defect;
 *   `isDamaged` where there are others, so that no other encoding would fit either
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
