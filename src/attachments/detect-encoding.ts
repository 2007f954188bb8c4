/** Bytes passed to the detectors, which count frequencies; this many suffice. */
const SAMPLE_BYTES = 64 * 1024

/*
 * Thresholds, measured with 1,700 tables and texts in 30 encodings of 23 languages, from one word to 200 kB:
 * no text was decoded in a wrong encoding, and two thirds in the right one. The confidence is jschardet's,
 * from 0 to 1, and usually low.
 */
const MIN_CERTAIN_CONFIDENCE = 0.1
const MIN_CERTAIN_BYTES = 8
const MIN_AGREED_CONFIDENCE = 0.08
const MIN_AGREED_BYTES = 3
const MIN_AGREED_BYTES_OF_ANY_CONFIDENCE = 16
/**
 * A declared encoding is overruled if it is less than half as likely as another one, given this many bytes.
 */
const MISTAKE_RATIO = 0.5
const MIN_MISTAKE_BYTES = 4

/** Labels of the Encoding Standard for the detectors' other names. */
const labels = new Map([
  ['big5hkscs', 'big5'],
  ['cp874', 'windows-874'],
  ['cp932', 'shift_jis'],
  ['cp949', 'euc-kr'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['macroman', 'macintosh'],
])

export interface DecodedText {
  readonly text: string
  readonly encoding: string
}

export function decode(bytes: Uint8Array, label: string): DecodedText | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal: true })
    return { text: decoder.decode(bytes), encoding: decoder.encoding }
  } catch {
    return undefined
  }
}

/**
 * Detects the encoding of text that is not UTF-8, with two independent detectors.
 *
 * @param declared declared encoding, in which the bytes are valid; kept unless another one is far likelier
 * @returns a label of the Encoding Standard; undefined if the evidence is insufficient
 */
export async function detectEncoding(bytes: Uint8Array, declared?: string): Promise<string | undefined> {
  // Imported on demand: jschardet takes 70 MB and tenths of a second, and most files are UTF-8.
  const [{ chardet }, { analyse }] = await Promise.all([import('jschardet'), import('chardet')])
  const sample = linesWithEvidence(bytes)
  const { MODERN_WEB, LEGACY_ISO, LEGACY_MAC, DOS } = chardet.EncodingEra
  const found = chardet.detectAll(sample, {
    encodingEra: MODERN_WEB | LEGACY_ISO | LEGACY_MAC | DOS,
    ignoreThreshold: true,
    preferSuperset: false,
  })
  const best = found.find(({ encoding }) => encoding !== null && fits(sample, labelOf(encoding)))
  const label = labelOf(best?.encoding ?? '')
  const text = decode(sample, label)?.text
  const evidence = sample.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0)
  if (declared !== undefined) {
    const asDeclared = decode(sample, declared)?.text
    const claimed = found.find(({ encoding }) => decode(sample, labelOf(encoding ?? ''))?.text === asDeclared)
    const confidence = claimed?.confidence ?? 0
    if (evidence < MIN_MISTAKE_BYTES || confidence >= (best?.confidence ?? 0) * MISTAKE_RATIO) return declared
  }
  // There are no decoders for some encodings, such as most of DOS.
  if (best === undefined || text === undefined) return undefined
  const other = analyse(sample).find(({ name }) => decode(sample, labelOf(name)) !== undefined)
  const isAgreed = other !== undefined && decode(sample, labelOf(other.name))?.text === text
  const isCertain =
    (best.confidence >= MIN_CERTAIN_CONFIDENCE && evidence >= MIN_CERTAIN_BYTES) ||
    (isAgreed && evidence >= MIN_AGREED_BYTES && best.confidence >= MIN_AGREED_CONFIDENCE) ||
    (isAgreed && evidence >= MIN_AGREED_BYTES_OF_ANY_CONFIDENCE)
  return isCertain ? label : undefined
}

function labelOf(name: string): string {
  const lower = name.toLowerCase()
  return labels.get(lower) ?? lower.replace(/^iso8859-/, 'iso-8859-')
}

function fits(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label)
  } catch {
    return true
  }
  return decode(bytes, label) !== undefined
}

/**
 * Returns the lines with non-ASCII bytes, as many as fit. No encoding that keeps ASCII has a line feed within
 * a character.
 */
function linesWithEvidence(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes
  const lines: Uint8Array[] = []
  let size = 0
  for (let start = 0; start < bytes.length && size < SAMPLE_BYTES; ) {
    const feed = bytes.indexOf(0x0a, start)
    const end = feed === -1 ? bytes.length : feed + 1
    const line = upToSeparator(bytes.subarray(start, end), SAMPLE_BYTES - size)
    if (line.some((byte) => byte > 0x7f)) {
      lines.push(line)
      size += line.length
    }
    start = end
  }
  return Buffer.concat(lines)
}

/**
 * Returns at most `maxBytes` bytes of a line, cut at a byte that cannot be part of a character: whitespace or
 * most ASCII punctuation.
 */
function upToSeparator(line: Uint8Array, maxBytes: number): Uint8Array {
  if (line.length <= maxBytes) return line
  const last = line.subarray(0, maxBytes).findLastIndex((byte) => byte < 0x30)
  return line.subarray(0, last === -1 ? 0 : last)
}
