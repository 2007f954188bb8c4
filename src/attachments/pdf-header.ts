/** Furthest position of the header, in bytes; PDF readers search no further. */
const MAX_HEADER_OFFSET_BYTES = 1024
/** Bytes after the header that are examined to tell a PDF from a text about PDF. */
const EXAMINED_BYTES = 4096
const blanks = /^(?:\u00ef\u00bb\u00bf)?[\s\0]*$/
const object = /[\r\n]\d+ \d+ obj\b/

/**
 * Finds a PDF after anything that a sender or proxy has put before its header. If that is not blank, the file
 * may be a text about PDF, so the claimed type and the following bytes count too.
 *
 * @param bytes the file, or at least 4 kB of it
 */
export function findPdf(bytes: Uint8Array, claimed: string): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = file.subarray(0, MAX_HEADER_OFFSET_BYTES + 8).toString('latin1')
  const at = /%PDF-\d\.\d/.exec(head)?.index
  if (at === undefined || at > MAX_HEADER_OFFSET_BYTES) return undefined
  const shown = file.subarray(at, at + EXAMINED_BYTES)
  const isPdf =
    blanks.test(head.slice(0, at)) ||
    claimed === 'application/pdf' ||
    shown.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1b)) ||
    (!claimed.startsWith('text/') && object.test(shown.toString('latin1')))
  return isPdf ? bytes.subarray(at) : undefined
}
