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
  /** Media type without parameters: detected, or for text the claimed one. */
  readonly content_type: string
  readonly size: number
}

export type Attachment =
  | (Described & { readonly kind: 'image'; readonly bytes: Uint8Array })
  | (Described & { readonly kind: 'document'; readonly bytes: Uint8Array })
  | (Described & {
      readonly kind: 'text'
      readonly text: string
      /** Original encoding of a text file, by its name in the Encoding Standard; absent for a PDF. */
      readonly encoding?: string
    })

export interface ImageLimits {
  readonly bytes: number
  readonly side: number
}

export interface GivenFile {
  readonly name: string
  /** Claimed media type, with parameters; may be anything. */
  readonly content_type: string
  readonly bytes: Uint8Array
}

/**
 * Largest file for the model, in bytes, and longest text in one, in UTF-16 code units. Images are sent as
 * base64, a third longer and several times in memory, and some servers accept at most 10 MiB per request.
 */
export const MAX_ATTACHMENT_BYTES = 7 * 1024 * 1024

/** Image types that models accept, as they are sent; an animated PNG is sent as a PNG. */
const imageTypes = new Map([
  ['image/png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/gif', 'image/gif'],
  ['image/webp', 'image/webp'],
])

export const PDF_TYPE = 'application/pdf'
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/
const textTypes =
  /^(?:text\/.+|application\/(?:x-)?(?:json|ndjson|jsonl|xml|yaml|toml|csv|sql|graphql|javascript|ecmascript|typescript|sh|shellscript|httpd-php|tex|latex|subrip)|[^/]+\/.+\+(?:json|xml|yaml))$/
/** Types that do not rule out text. */
const vagueTypes = /^(?:|application\/.+|binary\/octet-stream|message\/.+)$/
const markupTypes = /^(?:text\/(?:html|xml)|application\/xml|[^/]+\/.+\+xml)$/

/**
 * Converts a file into a form that the model accepts. A PDF becomes a document if `documents` is set, else
 * text.
 *
 * @throws the signal's reason, or FileError: too_large, unsupported, or as `pdfText` does
 */
export async function attachment(
  file: GivenFile,
  options: {
    readonly documents?: boolean
    readonly images?: ImageLimits | undefined
    readonly signal?: AbortSignal
  } = {},
): Promise<Attachment> {
  const { name, bytes } = file
  const size = bytes.length
  if (size > MAX_ATTACHMENT_BYTES) throw new FileError('too_large', 'bytes')
  const found = (await fileTypeFromBuffer(bytes))?.mime
  // Text may begin with the signature of an image (`GIF`), but images are not valid text.
  const imageType = isUtf8(bytes) && !bytes.includes(0) ? undefined : imageTypes.get(found ?? '')
  if (imageType !== undefined) {
    expectWithin(options.images, bytes)
    return { kind: 'image', name, content_type: imageType, size, bytes }
  }
  const { essence, charset } = claimOf(file.content_type)
  const document = findPdf(bytes, essence)
  if (document !== undefined || essence === PDF_TYPE) {
    if (options.documents && document !== undefined)
      return { kind: 'document', name, content_type: PDF_TYPE, size, bytes: document }
    const text = await pdfText(document ?? bytes, MAX_ATTACHMENT_BYTES, options.signal)
    return { kind: 'text', name, content_type: PDF_TYPE, size, text }
  }
  const claimsText = textTypes.test(essence)
  const mayBeText = claimsText || vagueTypes.test(essence)
  const claim = { charset, markup: markupTypes.test(essence), text: claimsText }
  const read = mayBeText ? await decodeText(bytes, claim) : undefined
  if (read === undefined) throw new FileError('unsupported', 'no image, PDF, or text in a certain encoding')
  return { kind: 'text', name, content_type: claimsText ? essence : 'text/plain', size, ...read }
}

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

export function isText(claimed: string): boolean {
  return textTypes.test(claimOf(claimed).essence)
}

function expectWithin(limits: ImageLimits | undefined, bytes: Uint8Array): void {
  if (limits === undefined) return
  if (bytes.length > limits.bytes) throw new FileError('too_large', `image of ${bytes.length} bytes`)
  const side = longerSide(bytes)
  if (side > limits.side) throw new FileError('too_large', `image of ${side} pixels`)
}

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
