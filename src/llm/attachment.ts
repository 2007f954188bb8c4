import { fileTypeFromBuffer } from 'file-type'

/** A file in a form that a model takes. `content_type` is what the bytes are, whatever was claimed. */
export type Attachment =
  | { readonly kind: 'image'; readonly content_type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly name: string; readonly text: string }

/**
 * The most bytes that a file for the model may have. A picture travels as base64, a third longer and several
 * times in memory, and 10 MiB is the largest request that some servers (the offline stand-in too) accept.
 */
export const attachmentLimit = 7 * 1024 * 1024

/** The model cannot be given this file; the message says what would work. */
export class UnsupportedFile extends Error {
  override readonly name = 'UnsupportedFile'

  constructor() {
    super(
      'The model can be given PNG, JPEG, GIF and WebP pictures, and text in UTF-8 or in UTF-16 with a byte ' +
        `order mark, of at most ${attachmentLimit} bytes`,
    )
  }
}

/** What the model's servers take as pictures. An animated PNG is a PNG to whoever does not know better. */
const pictures = new Map([
  ['image/png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/jpeg', 'image/jpeg'],
  ['image/gif', 'image/gif'],
  ['image/webp', 'image/webp'],
])

const textTypes =
  /^(?:text\/.+|application\/(?:x-)?(?:json|ndjson|jsonl|xml|yaml|toml|csv|sql|graphql|javascript|ecmascript|typescript|sh|shellscript|httpd-php|tex|latex|subrip)|[^/]+\/.+\+(?:json|xml|yaml))$/
const unknownTypes = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/unknown'])

/**
 * Turns a file into what the model can be given: a picture where the content is one, text where the content
 * decodes as text and the claimed type does not speak against it.
 * Throws UnsupportedFile for everything else.
 */
export async function attachment(file: {
  readonly name: string
  readonly content_type: string
  readonly bytes: Uint8Array
}): Promise<Attachment> {
  const { name, bytes } = file
  if (bytes.length > attachmentLimit) throw new UnsupportedFile()
  const claimed = (file.content_type.split(';')[0] ?? '').trim().toLowerCase()
  // First, because text can begin like a picture (`GIF`), but no picture decodes as text.
  const text = textTypes.test(claimed) || unknownTypes.has(claimed) ? decode(bytes) : undefined
  if (text !== undefined) return { kind: 'text', name, text }
  const picture = pictures.get((await fileTypeFromBuffer(bytes))?.mime ?? '')
  if (picture === undefined) throw new UnsupportedFile()
  return { kind: 'image', content_type: picture, bytes }
}

/** The text of the bytes without its byte order mark, or undefined where they are no text. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding(bytes), { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function encoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return 'utf-8'
}
