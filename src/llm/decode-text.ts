/** What is said of the encoding of a text, and of whether it is one. */
export interface TextClaim {
  /** A label of the WHATWG's, from a `charset` parameter. */
  readonly charset: string | undefined
  /** Whether it is HTML or XML, which may name their encoding themselves. */
  readonly markup: boolean
  /** Whether it is claimed to be text: then one that decodes as UTF-8 is believed, whatever characters it has. */
  readonly text: boolean
}

const unmarkedSample = 1024
/** Every control character but those that texts have. */
const controls = /[^\P{Cc}\b\t\n\v\f\r]/u

/**
 * The text of the bytes without its byte order mark, or undefined where they are no text. What decides is, in this order
 * (WHATWG Encoding and HTML): the mark, the charset, what HTML or XML says of itself, UTF-8 where that fits, UTF-16 where
 * half of the bytes are zero, windows-1252. A charset that is not known or does not fit does not count.
 */
export function decodeText(bytes: Uint8Array, claim: TextClaim): string | undefined {
  const mark = byteOrderMark(bytes)
  const trusted = [mark ?? 'utf-8']
  const declared = [claim.charset, claim.markup ? ownLabel(bytes) : undefined]
  const labels = mark
    ? trusted
    : [...declared.filter((label) => label !== undefined), ...trusted, unmarkedUtf16(bytes), 'windows-1252']
  for (const label of labels) {
    const text = label === undefined ? undefined : decode(bytes, label)
    if (text === undefined || text.includes('\0')) continue
    // A single byte of a legacy encoding can be anything; only what it cannot be tells that this is no text.
    if ((claim.text && trusted.includes(label ?? '')) || !controls.test(text)) return text
  }
  return undefined
}

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
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
  // Who could read this needed no UTF-16 for it.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label
}

/** UTF-16 of mostly Latin letters, known by the zeros that every second byte is. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length % 2 !== 0) return undefined
  const sample = bytes.subarray(0, unmarkedSample)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = sample.length / 4
  if (odd >= many && even === 0) return 'utf-16le'
  return even >= many && odd === 0 ? 'utf-16be' : undefined
}
