import { isUtf8 } from 'node:buffer'
import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type'
import { findPdf } from '../attachments/pdf-header.ts'

/** How much of a file's beginning tells its type. */
export const HEAD_BYTES = 4_100

const OCTETS = 'application/octet-stream'
const textTypes = /^text\/|[/+](json|xml|yaml|javascript|x-sh|sql)$/
/** Formats that are text and have a mark. */
const markedText = /^(text\/|application\/(pdf|postscript|rtf|xml)$)/
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w!#$&^.+-]+=[\w!#$&^.+-]+)*$/

/**
 * The media type of a file: by its content first and by what the client claims second.
 *
 * What is text stays what it is claimed to be, unless that is a format with a mark, which it lacks. Marks of formats
 * that are not text do not count in it: text can begin like anything (`BM` is a bitmap's mark, `MZ` a program's).
 */
export async function detectContentType(head: Uint8Array, claimed: string): Promise<string> {
  const claim = mediaType.test(claimed) && claimed.length <= 255 ? claimed.toLowerCase() : OCTETS
  const essence = claim.split(';', 1)[0] ?? claim
  if (findPdf(head, essence)) return 'application/pdf'
  const text = head.length > 0 && isText(head)
  if (text && textTypes.test(essence)) return claim
  const detected = (await fileTypeFromBuffer(head))?.mime
  if (detected && (!text || markedText.test(detected))) return detected
  return text && (claim === OCTETS || supportedMimeTypes.has(essence)) ? 'text/plain' : claim
}

function isText(head: Uint8Array): boolean {
  // The head may end within a character, which has four bytes at the most.
  const cuts = head.length < HEAD_BYTES ? [0] : [0, 1, 2, 3]
  return !head.includes(0) && cuts.some((cut) => isUtf8(head.subarray(0, head.length - cut)))
}
