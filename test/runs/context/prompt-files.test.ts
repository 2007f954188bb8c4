import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { MAX_ATTACHMENT_BYTES } from '../../../src/attachments/attachment.ts'
import type { Answer as HttpAnswer } from '../../support/client.ts'
import { pdf } from '../../support/content/pdf.ts'
import { png } from '../../support/content/png.ts'
import { form } from '../../support/form.ts'
import { closedPort, scriptedProvider } from '../../support/providers/scripted.ts'
import { uploadFile } from '../../support/requests.ts'
import { type Account, signUp, testServer } from '../../support/server.ts'

type Answer = components['schemas']['Run']
type FileRecord = components['schemas']['FileRecord']
type Problem = components['schemas']['Problem']

const engines = pdf('BT /F 12 Tf 20 100 Td (Newcomen, 1712) Tj ET')
const descriptions = {
  png: { name: 'engine.png', content_type: 'image/png', size: png.length, sent_as: 'image', encoding: null },
  pdf: {
    name: 'engines.pdf',
    content_type: 'application/pdf',
    size: engines.length,
    sent_as: 'text',
    encoding: null,
    characters: 14,
  },
  csv: {
    name: 'engines.csv',
    content_type: 'text/csv',
    size: 7,
    sent_as: 'text',
    encoding: 'utf-8',
    characters: 7,
  },
}

/** Responses of the other server, by path. */
const elsewhere: Record<string, (response: ServerResponse) => void> = {
  '/engine.png': (response) => response.end(png),
  '/engines.csv': (response) => response.setHeader('content-type', 'text/csv').end('a,b\n1,2'),
  '/engines.pdf': (response) => response.end(engines),
  '/broken.pdf': (response) => response.end('%PDF-1.7\n%%EOF'),
  '/moved': (response) => response.writeHead(302, { location: '/engine.png' }).end(),
  '/away': (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  '/sound.mp3': (response) => response.setHeader('content-type', 'audio/mpeg').end('ID3'),
  '/bomb.txt': (response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(MAX_ATTACHMENT_BYTES + 1, 'a'))),
}

const outside = await scriptedProvider(t, ({ url = '' }, response) => {
  const answer = elsewhere[url]
  if (answer) answer(response)
  else response.writeHead(404).end()
})
const { origin, port } = new URL(outside.baseUrl)
const server = await testServer(t, {
  config: { OUTSIDE_ALLOWED_NETWORKS: ['127.0.0.1/32'], OUTSIDE_ALLOWED_PORTS: [Number(port)] },
})
const ada = await signUp(server)

function ask({ client }: Pick<Account, 'client'>, question: object): Promise<HttpAnswer> {
  return client.post('/api/llm/', { json: { prompt: 'What?', ...question } })
}

/** Creates a file record of Ada's that links to `url`. */
async function link(url: string): Promise<FileRecord> {
  const { id } = await uploadFile(ada.client, { filename: 'mine.png', content: png })
  const json = { name: 'mine.png', content_type: 'image/png', url }
  return (await ada.client.put(`/api/file/${id}`, { json })).json<FileRecord>()
}

function runs() {
  return server.db.selectFrom('runs').select('id').execute()
}

async function expectAnswer(t: Test, question: object, attachment: object | null, content: string) {
  const answer = await ask(ada, question)
  t.equal(answer.status, 200, JSON.stringify(question))
  t.strictSame(answer.json<Answer>().attachment, attachment)
  t.match(answer.json<Answer>().content, content)
}

t.test('a run describes the file that the model received', async (t) => {
  const picture = await uploadFile(ada.client, { filename: 'engine.png', content: png })
  const document = await uploadFile(ada.client, { filename: 'engines.pdf', content: engines })
  const table = await uploadFile(ada.client, {
    filename: 'engines.csv',
    type: 'text/csv',
    content: 'a,b\n1,2',
  })
  const content = Buffer.from([0x80, 0x35])
  const declared = { name: 'content_type', content: 'text/plain; charset=windows-1252' }
  const sent = form({ name: 'file', filename: 'ü.txt', content }, declared)
  const legacy = (await ada.client.post('/api/file/', sent)).json<FileRecord>()
  for (const [file, attachment, content] of [
    [picture, descriptions.png, '[image/png image attached]'],
    [document, descriptions.pdf, 'Newcomen, 1712'],
    [table, descriptions.csv, 'a,b\n1,2'],
    [
      legacy,
      {
        name: 'ü.txt',
        content_type: 'text/plain',
        size: 2,
        sent_as: 'text',
        encoding: 'windows-1252',
        characters: 2,
      },
      '€5',
    ],
  ] as const) {
    await expectAnswer(t, { file: file.id }, attachment, content)
    await expectAnswer(t, { file_url: file.url, file: null }, attachment, content)
  }
  await expectAnswer(t, {}, null, 'What?')
  await expectAnswer(t, { file: null, file_url: null }, null, 'What?')
})

t.test('a file on another server is fetched, also through a file record of the caller', async (t) => {
  for (const [path, attachment, content] of [
    ['/engine.png', descriptions.png, '[image/png image attached]'],
    ['/engines.csv', descriptions.csv, 'a,b\n1,2'],
    ['/engines.pdf', descriptions.pdf, 'Newcomen, 1712'],
    ['/moved', { ...descriptions.png, name: 'moved' }, '[image/png image attached]'],
  ] as const) {
    await expectAnswer(t, { file_url: origin + path }, attachment, content)
  }
  const { id } = await link(`${origin}/engine.png`)
  const attachment = { ...descriptions.png, name: 'mine.png' }
  await expectAnswer(t, { file: id }, attachment, '[image/png image attached]')
  await expectAnswer(t, { file_url: `/api/file/${id}` }, attachment, '[image/png image attached]')
  for (const { headers } of outside.requests) {
    t.notOk('authorization' in headers || 'cookie' in headers, "without the caller's credentials")
  }
})

t.test('a link to an own file is read from the storage without a request', async (t) => {
  const { url } = await uploadFile(ada.client, { filename: 'engine.png', content: png })
  t.not(new URL(url).port, port)
  await expectAnswer(t, { file_url: url }, descriptions.png, '[image/png image attached]')
})

t.test('the reason why an address cannot be fetched is not disclosed', async (t) => {
  const closed = await testServer(t, {
    replicaOf: server,
    config: { OUTSIDE_ALLOWED_PORTS: [Number(port), await closedPort()] },
  })
  const before = { runs: await runs(), fetched: outside.requests.length }
  const answers: HttpAnswer[] = []
  const guarded = { client: closed.client.as(ada.access) }
  for (const file_url of [
    `${origin}/engine.png`,
    `http://localhost:${port}/engine.png`,
    `http://127.0.0.1:${await closedPort()}/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://nobody.invalid/',
    'https://10.0.0.1/',
    `${closed.url}/openapi.yaml`,
    'ftp://files.example/',
    'nonsense',
  ])
    answers.push(await ask(guarded, { file_url }))
  t.equal(outside.requests.length, before.fetched, 'no forbidden server was contacted')
  for (const file_url of [
    `${origin}/nothing`,
    `${origin}/away`,
    `http://ada:secret@127.0.0.1:${port}/engine.png`,
    `http://127.0.0.1:${await closedPort()}/`,
  ])
    answers.push(await ask(ada, { file_url }))
  const bodies = answers.map(({ text, status }) => [status, text.replace(/"request_id":"[^"]+"/, '')])
  for (const body of bodies) t.strictSame(body, bodies[0])
  t.match(answers[0]?.json(), {
    status: 422,
    code: 'file_unreachable',
    errors: [{ pointer: '/body/file_url', message: 'is not the URL of a file that can be fetched' }],
  })
  t.strictSame(await runs(), before.runs, 'the model was not called')
  t.notMatch([...server.log, ...closed.log].join('\n'), /hunter2|secret@|meta-data/)
})

t.test('an unusable file is rejected with the reason and the supported formats', async (t) => {
  const foreign = await uploadFile((await signUp(server)).client, { content: png })
  const large = await uploadFile(ada.client, { content: Buffer.alloc(MAX_ATTACHMENT_BYTES + 1, 'x') })
  const broken = await uploadFile(ada.client, { content: engines.subarray(0, 200) })
  const short = await uploadFile(ada.client, {
    type: 'text/csv',
    content: Buffer.from('caf\u00e9', 'latin1'),
  })
  const zip = await uploadFile(ada.client, { content: Buffer.from('504b0304140000000000', 'hex') })
  const gone = await link(`${origin}/nothing`)
  const before = await runs()
  for (const [what, question, status, code] of [
    ["another user's file", { file: foreign.id }, 404, 'not_found'],
    ["another user's link", { file_url: foreign.url }, 404, 'not_found'],
    ['a missing file', { file: Number.MAX_SAFE_INTEGER }, 404, 'not_found'],
    ['both', { file: zip.id, file_url: zip.url }, 400, 'invalid_request'],
    ['too large', { file: large.id }, 413, 'file_too_large'],
    ['too large when decompressed', { file_url: `${origin}/bomb.txt` }, 413, 'file_too_large'],
    ['an unknown type', { file: zip.id }, 415, 'unsupported_file'],
    ['text of uncertain encoding', { file: short.id }, 415, 'unsupported_file'],
    ['an unknown type on another server', { file_url: `${origin}/sound.mp3` }, 415, 'unsupported_file'],
    ['a broken PDF', { file: broken.id }, 422, 'file_unreadable'],
    ['a broken PDF on another server', { file_url: `${origin}/broken.pdf` }, 422, 'file_unreadable'],
    ['a record that links nowhere', { file: gone.id }, 422, 'file_unreachable'],
  ] as const) {
    const answer = (await ask(ada, question)).json<Problem>()
    const pointer = 'file' in question ? '/body/file' : '/body/file_url'
    t.match(answer, { status, code, errors: [{ pointer }] }, what)
    if (code === 'unsupported_file') t.match(answer.detail, /PNG, JPEG, GIF and WebP images, PDF and text/)
  }
  for (const file of [0, -1, 1.5, '1', Number.MAX_SAFE_INTEGER + 1, [1]]) {
    t.match((await ask(ada, { file })).json(), { status: 400, errors: [{ pointer: '/body/file' }] })
  }
  t.strictSame(await runs(), before, 'the model was not called')
})

t.test('a PDF is sent as a document when the setting allows it', async (t) => {
  const requests: string[] = []
  const provider = await scriptedProvider(t, (_, response, body) => {
    requests.push(body)
    const choices = [{ message: { role: 'assistant', content: 'Newcomen.' }, finish_reason: 'stop' }]
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices }))
  })
  const replica = await testServer(t, {
    replicaOf: server,
    llm: { baseUrl: provider.baseUrl },
    config: { LLM_DOCUMENTS: 'on' },
  })
  const { id } = await uploadFile(ada.client, { filename: 'engines.pdf', content: engines })
  const answer = await ask({ client: replica.client.as(ada.access) }, { file: id })
  const { characters, ...document } = descriptions.pdf
  t.strictSame(answer.json<Answer>().attachment, { ...document, sent_as: 'document' })
  t.match(JSON.parse(requests[0] ?? '').messages, [
    {
      content: [
        { type: 'text', text: 'What?' },
        {
          type: 'file',
          file: {
            filename: 'engines.pdf',
            file_data: `data:application/pdf;base64,${engines.toString('base64')}`,
          },
        },
      ],
    },
  ])
})
