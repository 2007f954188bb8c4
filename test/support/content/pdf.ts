/** PDF files (ISO 32000) written by hand: small valid files, and small files that are expensive to parse. */
import { deflateSync } from 'node:zlib'

const catalog = '<< /Type /Catalog /Pages 2 0 R >>'

/** Returns a PDF with one page per content stream; its font is /F. */
export function pdf(...contents: string[]): Buffer {
  return pages(contents.map((content) => stream(content)))
}

/** PDF that is encrypted with an unknown password. */
export const encryptedPdf = file(
  [
    catalog,
    '<< /Type /Pages /Kids [] /Count 0 >>',
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'61'.repeat(32)}> /U <${'62'.repeat(32)}> >>`,
  ],
  `/Encrypt 3 0 R /ID [<${'63'.repeat(16)}> <${'63'.repeat(16)}>]`,
)

/** Returns PDF files that exhaust a parser, each in a different way. */
export function hostilePdfs(): Record<string, Buffer> {
  return {
    'a text of 100 MB': bomb('BT /F 12 Tf (', 'a', 100),
    'an array of 50 million numbers': bomb('BT /F 12 Tf [', '1 ', 100),
    'a content stream of 400 MB': bomb('', ' ', 400),
    'pages that are their own': file([catalog, '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>']),
  }
}

/**
 * Returns a PDF file that needs little memory but unlimited time: its font declares its characters 20,000
 * times.
 */
export function endlessPdf(): Buffer {
  return pages([stream('BT /F 12 Tf (a) Tj ET')], endlessFont())
}

/** Returns a content stream that is compressed twice and inflates to this number of megabytes. */
function bomb(start: string, repeated: string, megabytes: number): Buffer {
  const inflated = Buffer.alloc(megabytes * 1_000_000, repeated)
  inflated.write(start)
  return pages([deflatedTwice(inflated)])
}

function endlessFont(): Buffer {
  const range = '1 beginbfrange\n<0000> <ffff> <0041>\nendbfrange\n'
  return deflatedTwice(Buffer.alloc(20_000 * range.length, range))
}

function deflatedTwice(bytes: Buffer): Buffer {
  return stream(deflateSync(deflateSync(bytes)), '/Filter [/FlateDecode /FlateDecode]')
}

/** Returns a file with one page per stream. `toUnicode` is the character map of the font, if any. */
function pages(streams: Buffer[], toUnicode?: Buffer): Buffer {
  const kids = streams.map((_, index) => `${5 + 2 * index} 0 R`)
  return file([
    catalog,
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${toUnicode ? '/ToUnicode 4 0 R' : ''} >>`,
    toUnicode ?? 'null',
    ...streams.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents ${6 + 2 * index} 0 R /Resources << /Font << /F 3 0 R >> >> >>`,
      content,
    ]),
  ])
}

function stream(content: string | Buffer, dictionary = ''): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

/** Returns a file with these objects, numbered from 1; the first one is the catalog. */
function file(objects: (string | Buffer)[], trailer = ''): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n')]
  const offsets: string[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    offsets.push(`${String(length).padStart(10, '0')} 00000 n \n`)
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ])
    length += part.length
    parts.push(part)
  }
  const size = objects.length + 1
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(table + end)])
}
