import { isUtf8 } from 'node:buffer'
import { parse } from 'content-type'
import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type'
import { findPdf } from '../attachments/pdf-header.ts'

/** Length of the beginning of a file, in bytes, that suffices to detect its type. */
export const HEAD_BYTES = 4_100

const OCTETS = 'application/octet-stream'
const textTypes = /^text\/|[/+](json|xml|yaml|javascript|x-sh|sql)$/
/** Text formats that have a signature. */
const markedText = /^(text\/|application\/(pdf|postscript|rtf|xml)$)/
/** Media types that the contract allows; RFC 9110 also allows quoted parameters. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w!#$&^.+-]+=[\w!#$&^.+-]+)*$/

/**
 * Returns the media type of a file: the one detected from its content, otherwise the claimed one. Signatures
 * of binary formats are ignored in text, because text may begin with them.
 */
export async function detectContentType(head: Uint8Array, claimed: string): Promise<string> {
  const claim = mediaType.test(claimed) && claimed.length <= 255 ? claimed.toLowerCase() : OCTETS
  const { type: essence } = parse(claim, { parameters: false })
  if (findPdf(head, essence)) return 'application/pdf'
  const text = head.length > 0 && isText(head)
  if (text && textTypes.test(essence)) return claim
  const detected = (await fileTypeFromBuffer(head))?.mime
  if (detected && (!text || markedText.test(detected))) return detected
  return text && (claim === OCTETS || supportedMimeTypes.has(essence)) ? 'text/plain' : claim
}

function isText(head: Uint8Array): boolean {
  // The head may end within a character of up to four bytes.
  const cuts = head.length < HEAD_BYTES ? [0] : [0, 1, 2, 3]
  return !head.includes(0) && cuts.some((cut) => isUtf8(head.subarray(0, head.length - cut)))
}
