import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer } from '../support/client.ts'
import { png } from '../support/content/png.ts'
import { filesIn } from '../support/files.ts'
import { form, type Part } from '../support/form.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

const server = await testServer(t)
const ada = await signUp(server)

function upload(...parts: Part[]): Promise<Answer> {
  return ada.client.post('/api/file/', form(...parts))
}

async function stored({ files }: TestServer): Promise<Buffer[]> {
  return Promise.all((await filesIn(files)).map((path) => readFile(join(files, path))))
}

t.test('an upload returns its record and stores its bytes unchanged', async (t) => {
  const alone = await testServer(t)
  const { client, id } = await signUp(alone)
  const body = new FormData()
  body.append('file', new Blob([png], { type: 'image/png' }), 'dot.png')
  const answer = await client.post('/api/file/', { body })
  t.equal(answer.status, 201)
  const record = answer.json<FileRecord>()
  t.equal(answer.headers.get('location'), `/api/file/${record.id}`)
  t.match(record, {
    name: 'dot.png',
    content_type: 'image/png',
    size: png.length,
    sha256: sha256(png),
    user: id,
    url: new RegExp(`^${alone.url}/api/file/${record.id}/content\\?expires=\\d+&signature=${id}\\.[\\w-]+$`),
  })
  t.equal(record.created_at, record.updated_at)
  t.match((await client.get(`/api/file/${record.id}`)).json(), {
    ...record,
    url: String,
    url_expires_at: String,
  })
  t.strictSame(await stored(alone), [png])
})

t.test('form fields are accepted in any order, before and after the file', async (t) => {
  const parts: Part[] = [
    { name: 'file', filename: 'ignored.bin', type: 'application/octet-stream', content: 'a,b' },
    { name: 'name', content: 'Stückliste.csv' },
    { name: 'content_type', content: 'text/csv; charset=utf-8' },
    { name: 'user', content: String(ada.id) },
  ]
  for (const order of permutations(parts)) {
    const answer = await upload(...order)
    t.hasStrict(
      { status: answer.status, ...answer.json<FileRecord>() },
      {
        status: 201,
        name: 'Stückliste.csv',
        content_type: 'text/csv; charset=utf-8',
        size: 3,
        sha256: sha256('a,b'),
        user: ada.id,
      },
      order.map(({ name }) => name).join(', '),
    )
  }
})

t.test('name and type come from the file part unless the form has them', async (t) => {
  const content = 'a,b'
  for (const [what, parts, wanted] of [
    [
      'from the part',
      [{ name: 'file', filename: 'a.csv', type: 'text/csv', content }],
      { name: 'a.csv', content_type: 'text/csv' },
    ],
    [
      'the name from the form',
      [
        { name: 'file', filename: 'a.csv', type: 'text/csv', content },
        { name: 'name', content: 'b.csv' },
      ],
      { name: 'b.csv', content_type: 'text/csv' },
    ],
    [
      'the type from the form',
      [
        { name: 'file', filename: 'a.csv', type: 'text/html', content },
        { name: 'content_type', content: 'text/csv' },
      ],
      { name: 'a.csv', content_type: 'text/csv' },
    ],
    [
      'the name from the form when the part has none',
      [
        { name: 'file', type: 'application/octet-stream', content },
        { name: 'name', content: 'b.csv' },
      ],
      { name: 'b.csv', content_type: 'text/plain' },
    ],
    [
      'the last component of a path',
      [{ name: 'file', filename: '../../etc/passwd', content }],
      { name: 'passwd', content_type: 'text/plain' },
    ],
    [
      'the last component of a Windows path',
      [{ name: 'file', filename: 'C:\\temp\\a.txt', content }],
      { name: 'a.txt', content_type: 'text/plain' },
    ],
    [
      'any script',
      [{ name: 'file', filename: '図面 🚂.txt', content }],
      { name: '図面 🚂.txt', content_type: 'text/plain' },
    ],
    ['255 characters', [{ name: 'file', filename: 'ä'.repeat(255), content }], { name: 'ä'.repeat(255) }],
  ] as const) {
    const answer = await upload(...parts)
    t.hasStrict({ status: answer.status, ...answer.json<FileRecord>() }, { status: 201, ...wanted }, what)
  }
})

t.test('the type is detected from the content before the declared one is used', async (t) => {
  const binary = Buffer.from([1, 2, 3, 0, 255])
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
  for (const [what, claim, content, wanted] of [
    ['an image', 'image/png', png, 'image/png'],
    ['an image declared as text', 'text/plain', png, 'image/png'],
    ['an image without a declared type', undefined, png, 'image/png'],
    ['a PDF declared as an image', 'image/png', '%PDF-1.7\n%%EOF', 'application/pdf'],
    ['text declared as an image', 'image/png', 'no picture', 'text/plain'],
    ['HTML declared as an image', 'image/gif', '<script>alert(1)</script>', 'text/plain'],
    ['text that begins like an image', 'image/gif', 'GIF is a format', 'text/plain'],
    ['text that begins like a bitmap', 'text/plain', 'BMW builds engines', 'text/plain'],
    ['text that begins like a program', 'text/markdown', 'MZ is a mark', 'text/markdown'],
    ['the same without a declared type', 'application/octet-stream', 'MZ is a mark', 'text/plain'],
    ['SVG', 'image/svg+xml', svg, 'image/svg+xml'],
    [
      'SVG without a declared type',
      'application/octet-stream',
      `<?xml version="1.0"?>${svg}`,
      'application/xml',
    ],
    ['HTML', 'text/html', '<!doctype html>', 'text/html'],
    ['HTML without a declared type', 'application/octet-stream', '<!doctype html>', 'text/plain'],
    ['JSON', 'application/json', '{}', 'application/json'],
    ['text of an unknown type', 'application/x-recipe', 'salt', 'application/x-recipe'],
    ['text without a declared type', 'application/octet-stream', 'plain', 'text/plain'],
    [
      'text whose sample ends within a character',
      'application/octet-stream',
      `a${'ä'.repeat(3000)}`,
      'text/plain',
    ],
    ['UTF-16', 'text/plain', Buffer.from('\ufeffhi', 'utf16le'), 'text/plain'],
    ['bytes of an unknown type', 'application/x-recipe', binary, 'application/x-recipe'],
    ['bytes without a declared type', 'application/octet-stream', binary, 'application/octet-stream'],
    ['bytes with an invalid declared type', 'nonsense', binary, 'application/octet-stream'],
    ['nothing', 'text/plain', '', 'text/plain'],
    ['an empty file without a declared type', 'application/octet-stream', '', 'application/octet-stream'],
    ['a declared type in capitals', 'Text/CSV', 'a,b', 'text/csv'],
  ] as const) {
    const type = claim === undefined ? {} : { type: claim }
    const answer = await upload({ name: 'file', filename: 'x', ...type, content })
    t.hasStrict(
      { status: answer.status, ...answer.json<FileRecord>() },
      { status: 201, content_type: wanted, size: Buffer.byteLength(content), sha256: sha256(content) },
      what,
    )
  }
})

t.test('a file may have exactly the maximum size', async (t) => {
  for (const limit of [10, 100_000]) {
    const small = await testServer(t, { config: { UPLOAD_LIMIT: limit } })
    const { client } = await signUp(small)
    const send = (size: number) =>
      client.post('/api/file/', form({ name: 'file', filename: 'x', content: Buffer.alloc(size, 'x') }))

    for (const size of [limit + 1, limit * 2, limit + 1_000_000]) {
      const answer = await send(size)
      t.match(
        answer.json<Problem>(),
        { status: 413, code: 'file_too_large', detail: `maximum of ${limit} bytes` },
        `${size} bytes are too many`,
      )
    }
    t.strictSame(await filesIn(small.files), [], 'nothing is left of them')
    t.strictSame((await client.get('/api/file/')).json(), [])

    const whole = await send(limit)
    t.equal(whole.status, 201)
    t.equal(whole.json<FileRecord>().size, limit)
  }
})

t.test('simultaneous uploads of two users are stored without being mixed up', async (t) => {
  const busy = await testServer(t)
  const accounts = await Promise.all([signUp(busy), signUp(busy)])
  const contents = accounts.map(() => Array.from({ length: 20 }, () => randomBytes(200_000)))
  await Promise.all(
    accounts.map(({ client }, user) =>
      Promise.all(
        (contents[user] ?? []).map((content, index) =>
          client.post('/api/file/', form({ name: 'file', filename: `${index}.bin`, content })),
        ),
      ),
    ),
  )
  for (const [user, account] of accounts.entries()) {
    const wanted = (contents[user] ?? []).map((content, index) => [`${index}.bin`, sha256(content)])
    t.strictSame(await namesAndHashes(account), wanted.sort(), `user ${user}`)
  }
  t.equal((await filesIn(busy.files)).length, 40)
})

/** Returns the name and SHA-256 of each file of a user, computed from its content. */
async function namesAndHashes({ client }: Account): Promise<string[][]> {
  const records = (await client.get('/api/file/')).json<FileRecord[]>()
  const found = records.map(async ({ id, name }) => {
    const { bytes } = await client.get(`/api/file/${id}/content`)
    return [name, sha256(bytes)]
  })
  return (await Promise.all(found)).sort()
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((others) => [item, ...others]),
  )
}
