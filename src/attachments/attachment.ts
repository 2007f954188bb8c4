import { isUtf8 } from 'node:buffer'
import { parse as parseContentType } from 'content-type'
import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { decodeText } from './decode-text.ts'
import { FileError } from './file-error.ts'
import { pdfText } from './pdf.ts'
import { findPdf } from './pdf-header.ts'

interface Described {
  readonly name: string
  /** What the bytes are, whatever was claimed; of a text, what was. Without parameters. */
  readonly content_type: string
  /** Of the file, in bytes. */
  readonly size: number
}

/** A file in a form that a model takes. */
export type Attachment =
  | (Described & { readonly kind: 'image'; readonly bytes: Uint8Array })
  | (Described & { readonly kind: 'document'; readonly bytes: Uint8Array })
  | (Described & {
      readonly kind: 'text'
      readonly text: string
      /** What a text file was decoded from, by its name in the Encoding Standard; a PDF has none. */
      readonly encoding?: string
    })

/** What a provider takes of a picture. */
export interface PictureLimits {
  /** In bytes, before base64. */
  readonly bytes: number
  /** The longer side, in pixels. */
  readonly side: number
}

/** A file before anybody has looked into it. */
export interface GivenFile {
  readonly name: string
  /** As claimed, parameters and all; may be anything. */
  readonly content_type: string
  readonly bytes: Uint8Array
}

/**
 * The most bytes that a file for the model may have, and the most UTF-16 code units of the text in one. A picture travels
 * as base64, a third longer and several times in memory, and 10 MiB is the largest request that some servers (the
 * offline stand-in too) accept.
 */
export const ATTACHMENT_LIMIT = 7 * 1024 * 1024

/** What the model's servers take as pictures. An animated PNG is a PNG to whoever does not know better. */
const pictures = new Map([
  ['image/png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/gif', 'image/gif'],
  ['image/webp', 'image/webp'],
])

const pdf = 'application/pdf'
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/
const textTypes =
  /^(?:text\/.+|application\/(?:x-)?(?:json|ndjson|jsonl|xml|yaml|toml|csv|sql|graphql|javascript|ecmascript|typescript|sh|shellscript|httpd-php|tex|latex|subrip)|[^/]+\/.+\+(?:json|xml|yaml))$/
/** They say little: it may be a text all the same. */
const vagueTypes = /^(?:|application\/.+|binary\/octet-stream|message\/.+)$/
const markupTypes = /^(?:text\/(?:html|xml)|application\/xml|[^/]+\/.+\+xml)$/

/**
 * Turns a file into what the model can be given: a picture where the content is one; a PDF as a document where
 * `documents` says so, else as its text; text where the content decodes as text and the claimed type does not speak
 * against it.
 *
 * Rejects with the signal's reason, or a FileError: too_large, unsupported, or what pdfText has.
 */
export async function attachment(
  file: GivenFile,
  options: {
    readonly documents?: boolean
    readonly pictures?: PictureLimits | undefined
    readonly signal?: AbortSignal
  } = {},
): Promise<Attachment> {
  const { name, bytes } = file
  const size = bytes.length
  if (size > ATTACHMENT_LIMIT) throw new FileError('too_large', 'bytes')
  const found = (await fileTypeFromBuffer(bytes))?.mime
  // Text can begin like a picture (`GIF`), but no picture is text.
  const picture = isUtf8(bytes) && !bytes.includes(0) ? undefined : pictures.get(found ?? '')
  if (picture !== undefined) {
    expectWithin(options.pictures, bytes)
    return { kind: 'image', name, content_type: picture, size, bytes }
  }
  const { essence, charset } = claimOf(file.content_type)
  const document = findPdf(bytes, essence)
  if (document !== undefined || essence === pdf) {
    if (options.documents && document !== undefined)
      return { kind: 'document', name, content_type: pdf, size, bytes: document }
    const text = await pdfText(document ?? bytes, ATTACHMENT_LIMIT, options.signal)
    return { kind: 'text', name, content_type: pdf, size, text }
  }
  const claimsText = textTypes.test(essence)
  const mayBeText = claimsText || vagueTypes.test(essence)
  const claim = { charset, markup: markupTypes.test(essence), text: claimsText }
  const read = mayBeText ? await decodeText(bytes, claim) : undefined
  if (read === undefined) throw new FileError('unsupported', 'no picture, PDF, or text in a certain encoding')
  return { kind: 'text', name, content_type: claimsText ? essence : 'text/plain', size, ...read }
}

/** What an attachment is, for whoever wants to know what the model was given; characters are Unicode code points. */
export function describe(given: Attachment): {
  name: string
  content_type: string
  size: number
  sent_as: Attachment['kind']
  encoding: string | null
  characters?: number
} {
  const { name, content_type, size, kind } = given
  const described = { name, content_type, size, sent_as: kind }
  return kind === 'text'
    ? { ...described, encoding: given.encoding ?? null, characters: codePoints(given.text) }
    : { ...described, encoding: null }
}

/** Whether a file of this type, as claimed, is read as text. */
export function isText(claimed: string): boolean {
  return textTypes.test(claimOf(claimed).essence)
}

function expectWithin(limits: PictureLimits | undefined, bytes: Uint8Array): void {
  if (limits === undefined) return
  if (bytes.length > limits.bytes) throw new FileError('too_large', `picture of ${bytes.length} bytes`)
  const side = longerSide(bytes)
  if (side > limits.side) throw new FileError('too_large', `picture of ${side} pixels`)
}

/** In pixels; 0 where that cannot be told. */
function longerSide(bytes: Uint8Array): number {
  try {
    const { width, height } = imageSize(bytes)
    return Math.max(width, height)
  } catch {
    return 0
  }
}

/** Returns a claimed media type and its charset (RFC 9110, section 8.3); a malformed one claims nothing. */
function claimOf(claimed: string): { essence: string; charset: string | undefined } {
  const { type, parameters } = parseContentType(claimed)
  return { essence: type.length <= 255 && mediaType.test(type) ? type : '', charset: parameters.charset }
}

function codePoints(text: string): number {
  let count = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xdc00 && unit <= 0xdfff) count--
  }
  return count
}
