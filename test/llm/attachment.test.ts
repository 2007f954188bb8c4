import t from 'tap'
import { attachment, attachmentLimit, UnsupportedFile } from '../../src/llm/attachment.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const utf16le = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const utf16be = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())

const png = base64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)
const gif = base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')
const jpeg = base64('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEB/9k=')
const webp = base64('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=')

t.test('a picture is known by its content, whatever was claimed', async (t) => {
  for (const [bytes, content_type] of [
    [png, 'image/png'],
    [gif, 'image/gif'],
    [jpeg, 'image/jpeg'],
    [webp, 'image/webp'],
  ] as const) {
    for (const claimed of [content_type, 'text/plain', 'image/bmp', '']) {
      const found = await attachment({ name: 'picture', content_type: claimed, bytes })
      t.strictSame(found, { kind: 'image', content_type, bytes }, `${content_type} claimed as ${claimed}`)
    }
  }
})

t.test('text is what decodes as text and is not claimed to be something else', async (t) => {
  for (const [content_type, bytes, text] of [
    ['text/plain', utf8('naïve 🙂\n'), 'naïve 🙂\n'],
    ['text/plain', utf8('BMW is no bitmap'), 'BMW is no bitmap'],
    ['text/plain', utf8(''), ''],
    ['text/plain', utf8('\ufeffmarked'), 'marked'],
    ['text/plain', utf16le('zwei Bytes 🙂'), 'zwei Bytes 🙂'],
    ['text/plain', utf16be('zwei Bytes 🙂'), 'zwei Bytes 🙂'],
    ['text/plain; charset=utf-8', utf8('a'), 'a'],
    ['Text/CSV', utf8('a,b'), 'a,b'],
    ['text/markdown', utf8('# a'), '# a'],
    ['text/html', utf8('<!doctype html>'), '<!doctype html>'],
    ['application/json', utf8('{}'), '{}'],
    ['application/ld+json', utf8('{}'), '{}'],
    ['application/xml', utf8('<?xml version="1.0"?><a/>'), '<?xml version="1.0"?><a/>'],
    ['image/svg+xml', utf8('<svg/>'), '<svg/>'],
    ['application/yaml', utf8('a: 1'), 'a: 1'],
    ['application/x-yaml', utf8('a: 1'), 'a: 1'],
    ['application/javascript', utf8('a()'), 'a()'],
    ['application/octet-stream', utf8('who knows'), 'who knows'],
    ['', utf8('who knows'), 'who knows'],
  ] as const) {
    const found = await attachment({ name: 'notes', content_type, bytes })
    t.strictSame(found, { kind: 'text', name: 'notes', text }, `${content_type}: ${JSON.stringify(text)}`)
  }
})

t.test('everything else is refused, with the names of what would work', async (t) => {
  for (const [what, content_type, bytes] of [
    ['NUL', 'text/plain', utf8('a\0b')],
    ['Latin-1', 'text/plain', Uint8Array.of(0x6e, 0x61, 0xef, 0x76, 0x65)],
    ['half a surrogate pair', 'text/plain', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)],
    ['UTF-32', 'text/plain', Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
    ['a PDF', 'application/pdf', utf8('%PDF-1.7\n%%EOF')],
    ['a zip', 'application/zip', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
    ['a zip that claims to be text', 'text/plain', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
    ['random bytes', '', Uint8Array.of(0x9c, 0x00, 0xff, 0x12)],
    ['text that claims to be a picture', 'image/png', utf8('no picture')],
    ['an SVG that claims to be a bitmap', 'image/bmp', utf8('<svg/>')],
    ['the start of a PNG', 'image/png', png.subarray(0, 6)],
    ['too much text', 'text/plain', new Uint8Array(attachmentLimit + 1).fill(0x61)],
    ['too large a picture', 'image/gif', Buffer.concat([gif, Buffer.alloc(attachmentLimit)])],
  ] as const) {
    const refused = attachment({ name: 'x', content_type, bytes })
    await t.rejects(refused, UnsupportedFile, what)
    await t.rejects(refused, { message: /PNG, JPEG, GIF and WebP pictures.*UTF-8.*UTF-16/ }, what)
  }
  const largest = new Uint8Array(attachmentLimit).fill(0x61)
  t.match(await attachment({ name: 'x', content_type: 'text/plain', bytes: largest }), { kind: 'text' })
})
