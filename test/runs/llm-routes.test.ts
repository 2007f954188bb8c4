import { rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { MAX_ATTACHMENT_BYTES } from '../../src/attachments/attachment.ts'
import type { Answer as HttpAnswer } from '../support/client.ts'
import { png } from '../support/content/png.ts'
import { filesIn } from '../support/files.ts'
import { closedPort, scriptedProvider, scriptedSocket } from '../support/providers/scripted.ts'
import { uploadFile } from '../support/requests.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'

type Answer = components['schemas']['Run']
type Problem = components['schemas']['Problem']

const echo = '[Offline stand-in, no language model: this is an echo]'
const secrets = { key: 'sk-top-secret', text: 'PROVIDER SAYS' }
const nothingCached = { cached_tokens: 0, cache_write_tokens: 0, reasoning_tokens: 0 }
const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, ...nothingCached, estimated: false }
// Estimated from the length of prompt and answer, at four bytes a token.
const estimate = {
  prompt_tokens: 1,
  completion_tokens: 3,
  total_tokens: 4,
  ...nothingCached,
  estimated: true,
}

const server = await testServer(t)
const ada = await signUp(server)

function ask({ client }: Pick<Account, 'client'>, question: object): Promise<HttpAnswer> {
  return client.post('/api/llm/', { json: question })
}

/** Returns the stored runs, latest first. */
function runs({ db }: TestServer) {
  return db.selectFrom('runs').selectAll().orderBy('id', 'desc').execute()
}

t.test('a prompt is answered, the model is named, and the run is kept', async (t) => {
  const answer = await ask(ada, { prompt: 'Who built the first one? 🚂' })
  t.equal(answer.status, 200)
  const run = answer.json<Answer>()
  t.hasStrict(run, {
    purpose: 'answer',
    user: ada.id,
    chat: null,
    prompt: 'Who built the first one? 🚂',
    content: `${echo}\n\nWho built the first one? 🚂`,
    model: 'offline-stand-in',
    status: 'completed',
    finish_reason: 'stop',
    error: null,
    attachment: null,
    context: null,
  })
  t.same((await ada.client.get(`/api/run/${run.id}`)).json(), run)
  const { usage } = run
  t.equal(usage?.total_tokens, (usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
})

t.test('an image is sent as an image, and text as text', async (t) => {
  const picture = await uploadFile(ada.client, { filename: 'dot.png', content: png })
  const text = await uploadFile(ada.client, { filename: 'notes.txt', content: 'buy milk' })
  const gif = await uploadFile(ada.client, { filename: 'gif.txt', content: 'GIF is a format' })
  const { pathname, search } = new URL(picture.url)
  const seen = `${echo}\n\nWhat?\n\n[image/png image attached]`
  for (const [what, file_url, content] of [
    ['an image', picture.url, seen],
    ['without its signature', `${server.url}${pathname}`, seen],
    ['with an invalid signature', `${server.url}${pathname}?expires=1&signature=x`, seen],
    ['by its path', pathname, seen],
    ['by its path and query', pathname + search, seen],
    ['by the path of its record', `/api/file/${picture.id}`, seen],
    ['text', text.url, `${echo}\n\nWhat?\n\nFile "notes.txt":\n\nbuy milk`],
    ['text that looks like an image', gif.url, `${echo}\n\nWhat?\n\nFile "gif.txt":\n\nGIF is a format`],
    ['none', null, `${echo}\n\nWhat?`],
  ] as const) {
    const answer = await ask(ada, { prompt: 'What?', file_url })
    t.equal(answer.status, 200, what)
    t.equal(answer.json<Answer>().content, content, what)
  }
})

t.test('a file that the model cannot read is rejected without a call to the model', async (t) => {
  const charles = await signUp(server)
  const foreign = await uploadFile(charles.client, { content: png })
  const link = await uploadFile(ada.client, { filename: 'a.txt', content: 'text' })
  await ada.client.put(`/api/file/${link.id}`, {
    json: { name: 'a.txt', content_type: 'text/plain', url: 'https://example.org/a.txt' },
  })
  const zip = await uploadFile(ada.client, { content: Buffer.from('504b0304140000000000', 'hex') })
  const large = await uploadFile(ada.client, {
    filename: 'a.txt',
    content: Buffer.alloc(MAX_ATTACHMENT_BYTES + 1, 'x'),
  })
  const whole = await uploadFile(ada.client, {
    filename: 'a.txt',
    content: Buffer.alloc(MAX_ATTACHMENT_BYTES, 'x'),
  })
  const before = await runs(server)
  for (const [what, file_url, status, code] of [
    ["another user's file", foreign.url, 404, 'not_found'],
    ['a missing file', `${server.url}/api/file/9007199254740991/content`, 404, 'not_found'],
    ['an unreachable host', 'https://nowhere.invalid/a.png', 422, 'file_unreachable'],
    ['an address of this server that is no file', `${server.url}/openapi.yaml`, 422, 'file_unreachable'],
    ['another port of this host', 'http://127.0.0.1:1/api/file/1/content', 422, 'file_unreachable'],
    ['an invalid address', 'nonsense', 422, 'file_unreachable'],
    ['a local file', 'file:///etc/passwd', 422, 'file_unreachable'],
    ['data', 'data:text/plain,x', 422, 'file_unreachable'],
    ['a record that links elsewhere', `/api/file/${link.id}/content`, 422, 'file_unreachable'],
    ['an unsupported type', zip.url, 415, 'unsupported_file'],
    ['a file too large for a model', large.url, 413, 'file_too_large'],
  ] as const) {
    const answer = await ask(ada, { prompt: 'What?', file_url })
    t.match(answer.json<Problem>(), { status, code, errors: [{ pointer: '/body/file_url' }] }, what)
  }
  t.strictSame(await runs(server), before, 'no run is kept')
  const most = await ask(ada, { prompt: 'What?', file_url: whole.url })
  t.equal(most.status, 200, 'the largest allowed file is accepted')
  const unreadable = await ask(ada, { prompt: 'a\0', file_url: foreign.url })
  t.match(unreadable.json(), { status: 400, errors: [{ pointer: '/body/prompt' }] })
})

t.test('a stored object that is missing is reported as unavailable storage', async (t) => {
  const robbed = await testServer(t)
  const owner = await signUp(robbed)
  const { url } = await uploadFile(owner.client, { content: png })
  for (const path of await filesIn(robbed.files)) await rm(join(robbed.files, path))
  t.match((await ask(owner, { prompt: 'What?', file_url: url })).json(), {
    status: 503,
    code: 'storage_unavailable',
  })
})

/** Replica of the server whose provider responds with `answer`. */
async function withProvider(t: Test, answer: (response: ServerResponse) => void) {
  const provider = await scriptedProvider(t, (_, response) => answer(response))
  const llm = { baseUrl: provider.baseUrl, apiKey: secrets.key, timeout: 300_000 }
  const replica = await testServer(t, { replicaOf: server, llm })
  return { replica, provider, ada: { client: replica.client.as(ada.access) } }
}

function json(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

t.test('the finish reason and token counts of the provider are passed on', async (t) => {
  let providerAnswer: object = {}
  const { ada, provider } = await withProvider(t, (response) => json(response, providerAnswer))
  const message = { role: 'assistant', content: 'Newcomen.' }
  for (const [what, finish_reason, counted, reported] of [
    ['all', 'stop', usage, { status: 'completed', finish_reason: 'stop', usage }],
    ['length limit reached', 'length', usage, { status: 'completed', finish_reason: 'length', usage }],
    ['an unknown finish reason', 'eos', usage, { status: 'completed', finish_reason: 'other', usage }],
    ['no counts', 'stop', undefined, { status: 'completed', finish_reason: 'stop', usage: estimate }],
    [
      'half of the counts',
      'stop',
      { prompt_tokens: 5 },
      { usage: { ...estimate, prompt_tokens: 5, total_tokens: 8 } },
    ],
    ['neither', null, undefined, { status: 'incomplete', finish_reason: null, usage: estimate }],
  ] as const) {
    providerAnswer = { model: 'm-2', choices: [{ index: 0, message, finish_reason }], usage: counted }
    const answer = await ask(ada, { prompt: 'Who?' })
    t.hasStrict(
      answer.json(),
      { content: 'Newcomen.', model: 'test-model', reported_model: 'm-2', ...reported },
      what,
    )
  }
  t.match(provider.requests[0], {
    headers: { authorization: `Bearer ${secrets.key}` },
    body: '"messages":[{"role":"user","content":"Who?"}]',
  })
})

t.test(
  'each kind of provider failure has its own status, and provider messages are only in the log',
  async (t) => {
    const text = { error: { message: secrets.text } }
    const scripted = async (t: Test, answer: (response: ServerResponse) => void) =>
      (await scriptedProvider(t, (_, response) => answer(response))).baseUrl
    const answering =
      (status: number, headers = {}) =>
      (t: Test) =>
        scripted(t, (response) => json(response, text, status, headers))
    const saying = (body: unknown) => (t: Test) => scripted(t, (response) => json(response, body))
    const patient = 30_000
    const hasty = 200
    for (const [what, provider, timeout, status, code, retryAfter] of [
      [
        'down',
        async () => `http://127.0.0.1:${await closedPort()}/v1`,
        patient,
        503,
        'provider_unavailable',
        '5',
      ],
      ['busy', answering(429, { 'retry-after': '7' }), patient, 503, 'provider_unavailable', '7'],
      ['busy without a retry-after', answering(503), patient, 503, 'provider_unavailable', '5'],
      ['key rejected', answering(401), patient, 502, 'provider_refused', null],
      ['unknown model', answering(404), patient, 502, 'provider_refused', null],
      ['request rejected', answering(400), patient, 502, 'provider_refused', null],
      ['broken', answering(500), patient, 502, 'provider_failed', null],
      [
        'redirected',
        answering(307, { location: 'http://127.0.0.1:1/' }),
        patient,
        502,
        'provider_failed',
        null,
      ],
      ['an error instead of an answer', saying(text), patient, 502, 'provider_failed', null],
      ['no answer', saying({ choices: [] }), patient, 502, 'provider_failed', null],
      [
        'not JSON',
        (t: Test) => scripted(t, (response) => response.end(`<html>${secrets.text}`)),
        patient,
        502,
        'provider_failed',
        null,
      ],
      [
        'not HTTP',
        (t: Test) => scriptedSocket(t, (socket) => socket.write(`220 ${secrets.text}\r\n`)),
        patient,
        502,
        'provider_failed',
        null,
      ],
      [
        'connection closed',
        (t: Test) => scriptedSocket(t, (socket) => socket.once('data', () => socket.destroy())),
        patient,
        503,
        'provider_unavailable',
        '5',
      ],
      ['no response', (t: Test) => scripted(t, () => {}), hasty, 504, 'provider_timeout', null],
      [
        'no end of the response',
        (t: Test) => scripted(t, (response) => response.write(`{"x":"${secrets.text}`)),
        hasty,
        504,
        'provider_timeout',
        null,
      ],
    ] as const) {
      await t.test(what, async (t) => {
        const baseUrl = await provider(t)
        const llm = { baseUrl: baseUrl.replace('://', '://joe:hunter2@'), apiKey: secrets.key, timeout }
        const replica = await testServer(t, { replicaOf: server, llm })
        const answer = await ask({ client: replica.client.as(ada.access) }, { prompt: 'Who?' })
        t.match(answer.json<Problem>(), { status, code })
        t.equal(answer.headers.get('retry-after'), retryAfter)
        const log = replica.log.map((line) => {
          const { provider_message, ...rest } = JSON.parse(line)
          t.ok(provider_message === undefined || provider_message.includes(secrets.text), what)
          return JSON.stringify(rest)
        })
        const output = [answer.text, JSON.stringify([...answer.headers]), ...log].join('\n')
        const address = new RegExp(`:${new URL(baseUrl).port}\\b|/v1|chat/completions`)
        for (const secret of [secrets.key, secrets.text, 'hunter2', address]) t.notMatch(output, secret)
        t.ok(
          replica.log.some((line) => JSON.parse(line).level >= 50),
          'the failure is logged as an error',
        )
        const { run } = answer.json<Problem>()
        t.match((await ada.client.get(`/api/run/${run}`)).json(), {
          status: 'failed',
          error: code,
          content: '',
        })
      })
    }
  },
)
