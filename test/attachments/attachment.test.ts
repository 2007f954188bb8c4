/**
 * @long reads many hostile files.
 */
import t from 'tap'
import {
  type Attachment,
  attachment,
  describe,
  MAX_ATTACHMENT_BYTES,
} from '../../src/attachments/attachment.ts'
import { FileError } from '../../src/attachments/file-error.ts'
import { pdfText } from '../../src/attachments/pdf.ts'
import { detectContentType, HEAD_BYTES } from '../../src/files/content-type.ts'
import { encryptedPdf, endlessPdf, hostilePdfs, pdf } from '../support/content/pdf.ts'
import { png } from '../support/content/png.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const utf16le = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
const utf16be = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())

const gif = base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')
const jpeg = base64('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEB/9k=')
const webp = base64('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=')

t.test('an image is recognised by its content, whatever its declared type', async (t) => {
  for (const [bytes, content_type] of [
    [png, 'image/png'],
    [gif, 'image/gif'],
    [jpeg, 'image/jpeg'],
    [webp, 'image/webp'],
  ] as const) {
    for (const claimed of [content_type, 'text/plain', 'image/bmp', '']) {
      const found = await attachment({ name: 'picture', content_type: claimed, bytes })
      const expected = { kind: 'image', name: 'picture', content_type, size: bytes.length, bytes }
      t.strictSame(found, expected, `${content_type} declared as ${claimed}`)
    }
  }
})

/** Returns the text of a file, its kind if it is not text, or the kind of error. */
async function outcome(content_type: string, bytes: Uint8Array, options = {}): Promise<string> {
  try {
    const found = await attachment({ name: 'notes', content_type, bytes }, options)
    return found.kind === 'text' ? found.text : found.kind
  } catch (error) {
    if (error instanceof FileError) return error.kind
    throw error
  }
}

t.test('a file is text if it decodes as text and is not declared as something else', async (t) => {
  for (const [claimed, bytes, text, content_type = claimed] of [
    ['text/plain', utf8('naïve 🙂\n'), 'naïve 🙂\n'],
    ['text/plain', utf8('BMW is no bitmap'), 'BMW is no bitmap'],
    ['text/plain', utf8(''), ''],
    ['text/plain', utf8('\ufeffmarked'), 'marked'],
    ['text/plain', utf8('\x1b[31mred\x07'), '\x1b[31mred\x07'],
    ['text/plain; charset=utf-8', utf8('a'), 'a', 'text/plain'],
    ['Text/CSV', utf8('a,b'), 'a,b', 'text/csv'],
    ['text/markdown', utf8('# a'), '# a'],
    ['text/html', utf8('<!doctype html>'), '<!doctype html>'],
    ['text/x-python', utf8('print()'), 'print()'],
    ['application/json', utf8('{}'), '{}'],
    ['application/ld+json', utf8('{}'), '{}'],
    ['application/xml', utf8('<?xml version="1.0"?><a/>'), '<?xml version="1.0"?><a/>'],
    ['image/svg+xml', utf8('<svg/>'), '<svg/>'],
    ['application/yaml', utf8('a: 1'), 'a: 1'],
    ['application/x-yaml', utf8('a: 1'), 'a: 1'],
    ['application/javascript', utf8('a()'), 'a()'],
    ['application/octet-stream', utf8('who knows'), 'who knows', 'text/plain'],
    ['application/x-ruby', utf8('puts 1'), 'puts 1', 'text/plain'],
    ['', utf8('who knows'), 'who knows', 'text/plain'],
    ['no type at all', utf8('who knows'), 'who knows', 'text/plain'],
    [`text/${'x'.repeat(300)}`, utf8('who knows'), 'who knows', 'text/plain'],
  ] as const) {
    const found = await attachment({ name: 'notes', content_type: claimed, bytes })
    const expected = {
      kind: 'text',
      name: 'notes',
      content_type,
      size: bytes.length,
      text,
      encoding: 'utf-8',
    }
    t.strictSame(found, expected, `${claimed}: ${JSON.stringify(text)}`)
  }
})

t.test('text is decoded with its declared encoding, or with one that is certain', async (t) => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
  const html = (inside: string) => bytes(`<html><head>${inside}</head>\xe4\xf6`)
  for (const [claimed, given, text] of [
    ['text/plain', utf16le('zwei Bytes 🙂'), 'zwei Bytes 🙂'],
    ['text/plain', utf16be('zwei Bytes 🙂'), 'zwei Bytes 🙂'],
    ['', utf16le('zwei Bytes'), 'zwei Bytes'],
    ['text/plain; charset=iso-8859-1', utf16le('the mark counts'), 'the mark counts'],
    ['text/plain', utf16le('ohne Zeichen: ä').subarray(2), 'ohne Zeichen: ä'],
    ['text/plain', utf16be('ohne Zeichen: ä').subarray(2), 'ohne Zeichen: ä'],
    ['', bytes(`${'Gr\xfc\xdfe aus M\xfcnchen. '.repeat(6)}30 \x80`), /^Grüße aus München.*30 €$/],
    // A single letter is valid in many encodings.
    ['text/plain', bytes('na\xefve \x80\x93'), 'unsupported'],
    ['', bytes('na\xefve'), 'unsupported'],
    ['text/csv; charset=windows-1252', bytes('\x80 5'), '€ 5'],
    ['text/csv; header=present; charset="ISO-8859-15"', bytes('\xa4 5'), '€ 5'],
    ['text/plain;charset=koi8-r', bytes('\xf0\xd2\xc9\xd7\xc5\xd4'), 'Привет'],
    ['text/plain; charset=Shift_JIS', bytes('\x83e\x83X\x83g'), 'テスト'],
    ['text/plain; charset=gb18030', bytes('\xb2\xe2\xca\xd4'), '测试'],
    ['text/plain; charset=euc-kr', bytes('\xc5\xd7\xbd\xba\xc6\xae'), '테스트'],
    ['text/plain; charset=utf-16be', utf16be('a').subarray(2), 'a'],
    ['text/plain; charset=nonsense', utf8('ä'), 'ä'],
    ['text/plain; charset=utf-8', bytes('\xe4'), 'unsupported'],
    ['text/html', html('<meta charset="koi8-r">'), '<html><head><meta charset="koi8-r"></head>ДЖ'],
    ['text/html', html("<META http-equiv=x content='text/html; charset=koi8-r'>"), /ДЖ$/],
    ['text/html; charset=windows-1252', html('<meta charset="koi8-r">'), /äö$/],
    ['text/html', utf8('<meta charset="utf-16">ä'), '<meta charset="utf-16">ä'],
    ['text/plain', html('<meta charset="koi8-r">'), 'unsupported'],
    ['application/xml', bytes('<?xml version="1.0" encoding="koi8-r"?>\xe4'), /Д$/],
  ] as const)
    t.match(await outcome(claimed, given), text, `${claimed}: ${text}`)
})

t.test('the text of a PDF is extracted page by page', async (t) => {
  const bytes = pdf(
    'BT /F 12 Tf 20 100 Td (Steam engines) Tj 0 -20 Td (and beams) Tj ET',
    'BT /F 12 Tf (2) Tj ET',
  )
  for (const claimed of ['application/pdf', 'text/plain', '']) {
    const found = await attachment({ name: 'engines.pdf', content_type: claimed, bytes })
    t.strictSame(found, {
      kind: 'text',
      name: 'engines.pdf',
      content_type: 'application/pdf',
      size: bytes.length,
      text: 'Steam engines\nand beams\n\n2',
    })
  }
})

t.test('a PDF is sent as a document when allowed', async (t) => {
  const bytes = pdf('BT /F 12 Tf (Steam) Tj ET')
  const found = await attachment({ name: 'x', content_type: '', bytes }, { documents: true })
  t.strictSame(found, {
    kind: 'document',
    name: 'x',
    content_type: 'application/pdf',
    size: bytes.length,
    bytes,
  })
  t.equal(await outcome('application/pdf', utf8('no PDF'), { documents: true }), 'unreadable')
})

t.test(
  'bytes before the header of a PDF are ignored, and text that mentions the header is no PDF',
  async (t) => {
    const bytes = pdf('BT /F 12 Tf (Steam) Tj ET')
    const binary = Buffer.concat([bytes, Buffer.from([0, 1, 2, 0xff])])
    for (const [what, before, claimed, file] of [
      ['blank lines', '\r\n\n \t\n', '', bytes],
      ['blank lines', '\n\n', 'text/plain', bytes],
      ['a byte order mark', '\ufeff', '', bytes],
      ['a byte order mark and a line break', '\ufeff\n', '', bytes],
      ['NULs', '\0\0', '', bytes],
      ['a warning', 'PHP Warning: deprecated\n', 'application/pdf', bytes],
      ['a warning', 'PHP Warning: deprecated\n', 'application/pdf; name=x', bytes],
      ['a warning', 'PHP Warning: deprecated\n', 'application/octet-stream', bytes],
      ['a warning', 'PHP Warning: deprecated\n', 'text/plain', binary],
      ['the maximum number of bytes', ' '.repeat(1024), '', bytes],
    ] as const) {
      const prefixed = Buffer.concat([Buffer.from(before), file])
      const about = `${what}, claimed as ${claimed}`
      t.equal(await outcome(claimed, prefixed), 'Steam', about)
      const found = await attachment(
        { name: 'x', content_type: claimed, bytes: prefixed },
        { documents: true },
      )
      t.match(found, { kind: 'document', content_type: 'application/pdf', size: prefixed.length }, about)
      t.ok(found.kind === 'document' && Buffer.from(found.bytes).subarray(0, 5).toString() === '%PDF-', about)
      const head = prefixed.subarray(0, HEAD_BYTES)
      t.equal(await detectContentType(head, claimed || 'application/octet-stream'), 'application/pdf', about)
    }
    for (const text of [
      'A PDF begins with %PDF-1.7',
      'On %PDF-1.7:\n\n1 0 obj\n<< >>',
      `${' '.repeat(1025)}%PDF-1.7`,
    ]) {
      t.equal(await outcome('text/markdown', utf8(text)), text)
      t.equal(await detectContentType(utf8(text), 'text/markdown'), 'text/markdown')
    }
  },
)

t.test('an unreadable PDF is distinguished from an unsupported file', async (t) => {
  const whole = pdf('BT /F 12 Tf (Steam) Tj ET')
  for (const [what, bytes] of [
    ['only a header', utf8('%PDF-1.7\n%%EOF')],
    ['cut', whole.subarray(0, 300)],
    ['no PDF', utf8('hello')],
    ['no text', pdf('')],
    ['no page', pdf()],
    ['encrypted', encryptedPdf],
  ] as const)
    t.equal(await outcome('application/pdf', bytes), 'unreadable', what)
})

t.test('a hostile PDF is unreadable and affects nothing else', async (t) => {
  for (const [what, bytes] of Object.entries(hostilePdfs())) {
    t.ok(bytes.length < 10_000, `${what}: ${bytes.length} bytes`)
    t.equal(await outcome('application/pdf', bytes), 'unreadable', what)
  }
  const signal = AbortSignal.abort(new Error('left'))
  await t.rejects(attachment({ name: 'x', content_type: '', bytes: pdf('') }, { signal }), {
    message: 'left',
  })
  const controller = new AbortController()
  const reading = attachment({ name: 'x', content_type: '', bytes: pdf('') }, { signal: controller.signal })
  controller.abort(new Error('left'))
  await t.rejects(reading, { message: 'left' }, 'aborting does not wait for the reader')
})

t.test('a PDF that takes unlimited time is unreadable once its time is over', async (t) => {
  const bytes = endlessPdf()
  t.ok(bytes.length < 10_000)
  // In production the limit is ten seconds, in which the reader would use as much CPU.
  const error = await pdfText(bytes, 1_000_000, undefined, 2_000).catch((error: unknown) => error)
  t.match(error, { kind: 'unreadable', reason: 'PDF: deadline' })
})

t.test('every other file is refused', async (t) => {
  for (const [what, content_type, bytes] of [
    ['NUL', 'text/plain', utf8('a\0b')],
    ['half a surrogate pair', 'text/plain', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)],
    ['UTF-32', 'text/plain', Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
    ['a zip', 'application/zip', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
    ['a zip declared as text', 'text/plain', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0)],
    ['gzip', 'application/octet-stream', Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 1, 1, 1, 1, 3)],
    ['random bytes', '', Uint8Array.of(0x9c, 0x00, 0xff, 0x12)],
    ['control characters not declared as text', '', utf8('\x01\x02 and some text')],
    ['bytes without an encoding', 'text/plain', Uint8Array.of(0x61, 0x81, 0x8d, 0x90)],
    ['text declared as an image', 'image/png', utf8('no picture')],
    ['an SVG declared as a bitmap', 'image/bmp', utf8('<svg/>')],
    ['text declared as sound', 'audio/mpeg', utf8('no sound')],
    ['the start of a PNG', 'image/png', png.subarray(0, 6)],
  ] as const)
    t.equal(await outcome(content_type, bytes), 'unsupported', what)
})

t.test('a file over the size limit is refused', async (t) => {
  const largest = new Uint8Array(MAX_ATTACHMENT_BYTES).fill(0x61)
  t.equal((await outcome('text/plain', largest)).length, MAX_ATTACHMENT_BYTES)
  const larger = new Uint8Array(MAX_ATTACHMENT_BYTES + 1).fill(0x61)
  t.equal(await outcome('text/plain', larger), 'too_large')
  t.equal(await outcome('image/gif', Buffer.concat([gif, Buffer.alloc(MAX_ATTACHMENT_BYTES)])), 'too_large')
})

t.test('the description of an attachment counts Unicode characters', async (t) => {
  const file = { name: 'a', content_type: 'text/plain', size: 9 }
  const bytes = utf8('')
  for (const [given, description] of [
    [
      { kind: 'text', ...file, text: 'ä🙂', encoding: 'koi8-r' },
      { ...file, sent_as: 'text', encoding: 'koi8-r', characters: 2 },
    ],
    [
      { kind: 'text', ...file, text: '' },
      { ...file, sent_as: 'text', encoding: null, characters: 0 },
    ],
    [
      { kind: 'image', ...file, bytes },
      { ...file, sent_as: 'image', encoding: null },
    ],
    [
      { kind: 'document', ...file, bytes },
      { ...file, sent_as: 'document', encoding: null },
    ],
  ] as const satisfies [Attachment, object][])
    t.strictSame(describe(given), description)
})
