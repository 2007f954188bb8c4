/** How far into a file its header may begin, in bytes; readers of PDF search for it no further. */
const SEARCHED = 1024
/** How much behind the header tells a PDF from a text about PDF. */
const LOOKED_AT = 4096
const blanks = /^(?:\u00ef\u00bb\u00bf)?[\s\0]*$/
const object = /[\r\n]\d+ \d+ obj\b/

/**
 * Finds a PDF behind what a sender or proxy has put before its header: blank lines, a byte order mark,
 * warnings. Where something else than blanks stands there, it may be a text about PDF, so what was claimed
 * and what follows count too.
 *
 * @param bytes the file, or at least 4 kB of it
 * @param claimed a media type without parameters
 * @returns the bytes from the header on; undefined where this is no PDF
 */
export function findPdf(bytes: Uint8Array, claimed: string): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = file.subarray(0, SEARCHED + 8).toString('latin1')
  const at = /%PDF-\d\.\d/.exec(head)?.index
  if (at === undefined || at > SEARCHED) return undefined
  const shown = file.subarray(at, at + LOOKED_AT)
  const isPdf =
    blanks.test(head.slice(0, at)) ||
    claimed === 'application/pdf' ||
    shown.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x1b)) ||
    (!claimed.startsWith('text/') && object.test(shown.toString('latin1')))
  return isPdf ? bytes.subarray(at) : undefined
}
