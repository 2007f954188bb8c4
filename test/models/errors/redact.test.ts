/** Log messages made from provider messages. */
import { inspect } from 'node:util'
import t from 'tap'
import { complaintsIn } from '../../../src/models/errors/complaint.ts'
import { logMessage } from '../../../src/models/errors/provider-message.ts'
import { redacted } from '../../../src/models/errors/redact.ts'
import { failover } from '../../../src/models/failover.ts'
import { openaiProvider } from '../../../src/models/protocols/openai.ts'
import type { ProviderEvent, ProviderRequest } from '../../../src/models/provider.ts'
import { collect } from '../../support/providers/collect.ts'
import { type Dialect, dialects, providerOf } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { scriptedProvider } from '../../support/providers/scripted.ts'
import {
  confidential,
  echoes,
  file,
  key,
  password,
  prompt,
  python,
  request,
  secrets,
  system,
} from './echoes.ts'

t.test('secrets and text of the request are removed from echoed messages', async (t) => {
  for (const [what, message, kept] of echoes) {
    const line = redacted(message, { secrets, request })
    t.match(line, kept, what)
    for (const word of confidential)
      t.notOk(line.toLowerCase().includes(word.toLowerCase()), `${what}: ${word}`)
  }
})

t.test('calls and results of tools are removed from echoed messages', async (t) => {
  const id = 'call_1'
  const called = '{"city":"Aquae Sulis, in the rain"}'
  const result = 'Edna was seen at the Pump Room.'
  const messages: ProviderRequest['messages'] = [
    { role: 'assistant', content: '', toolCalls: [{ id, name: 'weather', arguments: called }] },
    { role: 'user', content: '', toolResults: [{ tool_call: id, content: result }] },
  ]
  for (const echo of [called, result, JSON.stringify({ content: result, arguments: called })]) {
    const line = redacted(`Invalid value: ${echo}`, { secrets: [], request: { messages } })
    t.match(line, /^Invalid value: .*\[removed\]/)
    t.notMatch(line, /Sulis|Edna|Pump/)
  }
})

t.test('tools, their arguments and results are removed, and the words of JSON Schema are kept', async (t) => {
  const request: ProviderRequest = {
    messages: [
      {
        role: 'assistant',
        content: '',
        toolCalls: [{ id: '1', name: 'find_pension', arguments: '{"heir":"Edna","sum":12050}' }],
      },
      {
        role: 'user',
        content: '',
        toolResults: [
          { tool_call: '1', content: '{"heirs":[{"name":"Wilfred"}]}' },
          { tool_call: '1', content: 'Luddite' },
        ],
      },
    ],
    tools: [
      {
        name: 'find_pension',
        description: 'Finds the pension of a Blythe',
        parameters: { type: 'object', properties: { grandmother: { enum: ['Bristol'] } } },
      },
    ],
    outputSchema: { type: 'object', properties: { newcomen: { description: 'Of the neighbours' } } },
  }
  const words = /pension|edna|12050|wilfred|luddite|blythe|grandmother|bristol|newcomen|neighbours/i
  for (const message of [
    'Invalid schema for function "find_pension": Finds the pension of a Blythe',
    'grandmother: Bristol is not an object',
    `Bad tool_calls: ${JSON.stringify(JSON.stringify(request.messages[0]?.toolCalls))}`,
    'Edna and Wilfred and 12050',
    `Bad content: ${python('{"heirs":[{"name":"Wilfred"}]}')} after Luddite`,
    `Bad tools: ${JSON.stringify(request.tools, null, 2)}`,
    `Bad schema: ${JSON.stringify(request.outputSchema)}: newcomen`,
  ]) {
    t.notMatch(redacted(message, { secrets, request }), words, message)
  }
  const kept = 'The required properties of type object: response_format, tool_choice and reasoning_effort'
  t.equal(redacted(kept, { secrets, request }), kept)
})

t.test('short texts of the request are removed too', async (t) => {
  const short = { system: 'Be MEAN.', messages: [{ role: 'user' as const, content: 'Fire Bob?' }] }
  for (const message of [
    JSON.stringify({ messages: [{ content: 'Be MEAN.' }, { content: 'Fire Bob?' }] }),
    'Blocked: Fire Bob?',
    'Fire Bob?',
    'Be MEAN. Fire Bob?',
  ]) {
    t.notMatch(redacted(message, { secrets, request: short }), /MEAN|Bob/)
  }
  const word = { messages: [{ role: 'user' as const, content: 'model' }] }
  t.equal(redacted('No models here', { secrets, request: word }), 'No models here')
})

t.test('useful messages are kept', async (t) => {
  for (const text of [
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'The model `anthropic.claude-3-5-sonnet-20240620-v1:0` does not exist or you do not have access to it.',
    'Invalid credentials: basic authentication required',
    'messages.3: all messages must have non-empty content except for the optional final assistant message',
    'deepseek-reasoner does not support successive user or assistant messages (messages[1] and messages[2])',
    'Die Anfrage ist zu groß. 请求太大了。 Заявка слишком большая.',
  ]) {
    t.equal(redacted(text, { secrets, request }), text)
  }
  const mentioning = { messages: [{ role: 'user' as const, content: 'What is max_completion_tokens for?' }] }
  t.match(
    redacted("Use 'max_completion_tokens' instead.", { secrets, request: mentioning }),
    'max_completion',
  )
})

t.test('a logged message is one line of limited length', async (t) => {
  for (const text of [
    'a\nb\r\nc\u2028d\u0085e\u0000f\tg',
    '\u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b1mbold \u202eesrever\u202c\ufeff',
    'x '.repeat(500_000),
    '💣'.repeat(1_000),
    `${'a'.repeat(298)}💣💣`,
    '\ud800 lone',
  ]) {
    const line = redacted(text, { secrets, request })
    t.ok(line.length <= 300, `${line.length}`)
    t.ok(line.isWellFormed())
    t.notMatch(line, /[\p{Cc}\p{Cf}\u2028\u2029]/u)
  }
  t.equal(redacted('\u001b[31mred\u001b[0m', { secrets, request }), 'red')
})

t.test('redacting large texts is fast', async (t) => {
  const large = { messages: [{ role: 'user' as const, content: 'lorem ipsum '.repeat(600_000) }] }
  const began = performance.now()
  t.notMatch(redacted(`Bad: ${'lorem ipsum '.repeat(80_000)}`, { secrets, request: large }), 'lorem')
  t.ok(performance.now() - began < 25_000)
})

t.test('the message is found in every envelope', async (t) => {
  for (const [body, texts] of [
    [{ error: { message: 'a', type: 'b', code: 'c', param: 'd' } }, ['d c b: a']],
    [{ error: 'a' }, [': a']],
    [[{ error: { message: 'a', status: 'INVALID_ARGUMENT', code: 400 } }], ['400 INVALID_ARGUMENT: a']],
    [{ object: 'error', message: 'a', code: 400 }, ['400: a']],
    [{ detail: [{ loc: ['body', 'x', 0], msg: 'a', input: 'no' }, { msg: 'b' }] }, ['body.x.0: a', ': b']],
    [
      { error: { message: 'a', metadata: { raw: '{"error":{"message":"b","param":"c"}}' } } },
      ['c: b', ': a'],
    ],
    [{ errors: [{ message: 'a' }, { message: 'b' }] }, [': a b']],
    ['plain', [': plain']],
    ['{"message":"a"}', [': a']],
    ['{"message":"a', [': {"message":"a']],
    [{}, []],
    [null, []],
    [undefined, []],
    ['', []],
    [{ code: 'rate_limited' }, ['rate_limited: ']],
    [JSON.parse(`${'{"error":'.repeat(500)}"a"${'}'.repeat(500)}`), []],
  ] as const) {
    const found = complaintsIn(body).map(({ names, text }) => `${names}: ${text}`)
    t.strictSame(found.toSorted(), [...texts].toSorted(), JSON.stringify(body)?.slice(0, 80))
  }
})

/** Returns the events of one call and its error. */
async function eventsAndError(dialect: Dialect, baseUrl: string) {
  const provider = failover(
    [
      {
        name: 'one',
        model: 'm-1',
        provider: providerOf(dialect, {
          baseUrl: `http://joe:${password}@${new URL(baseUrl).host}${dialect.base}`,
          apiKey: key,
          model: 'm-1',
          timeout: 30_000,
        }),
      },
    ],
    { timeout: 30_000 },
  )
  const events: ProviderEvent[] = []
  try {
    for await (const batch of provider.stream(request, neverAborted)) events.push(...batch)
  } catch (error) {
    return { events, error: error as Error }
  } finally {
    await provider.close()
  }
  throw new Error('It answered')
}

for (const dialect of dialects) {
  t.test(`${dialect.name}: the provider's message is with the attempt only`, async (t) => {
    const message = `Refused, PROVIDER SAYS: ${key} ${password} ${prompt} ${system} ${file}`
    const half = dialect.frames({ texts: ['Half'], end: false, finish: null, usage: null }).join('')
    for (const [what, status, body] of [
      ['JSON', 400, JSON.stringify(dialect.refusal('invalid_request_error', message))],
      ['text', 401, message],
      ['a page', 403, `<html><h1>${message}</h1></html>`],
      ['a list', 422, JSON.stringify({ detail: [{ loc: ['body', key], msg: message, input: prompt }] })],
      ['a megabyte', 400, JSON.stringify({ error: { message: message + 'z'.repeat(1024 * 1024) } })],
      ['a stream that begins with an error', 200, dialect.error('invalid_request_error', message)],
      ['a stream with an error in the middle', 200, half + dialect.error('invalid_request_error', message)],
    ] as const) {
      const { baseUrl } = await scriptedProvider(t, (_, response) => response.writeHead(status).end(body))
      const { events, error } = await eventsAndError(dialect, baseUrl)
      const [attempt, ...others] = events.filter(({ type }) => type === 'attempt')
      t.strictSame(others, [], what)
      const message = attempt?.type === 'attempt' ? (attempt.message ?? '') : ''
      t.match(message, /PROVIDER SAYS/, what)
      t.ok(message.length <= 300)
      for (const word of confidential) t.notOk(message.includes(word), `${what}: ${word}`)
      const rest = events.map((event) => (event.type === 'attempt' ? event.attempt : event))
      const everywhere = [
        ...[inspect(error, { depth: 9, showHidden: true, getters: true }), error.message, error.stack],
        ...[JSON.stringify(error), JSON.stringify(rest), inspect(rest, { depth: 9 })],
      ].join('\n')
      t.notMatch(everywhere, 'PROVIDER SAYS', what)
    }
  })
}

t.test('the password of a proxy that responds itself is not logged', async (t) => {
  const proxyPassword = 'correct-horse'
  const message = `PROXY SAYS: joe:${proxyPassword} is no member`
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.writeHead(403).end(message))
  const provider = openaiProvider({
    ...{ baseUrl: 'http://model.invalid/v1', model: 'm-1', timeout: 30_000 },
    proxy: { http: `http://joe:${proxyPassword}@${new URL(baseUrl).host}` },
  })
  t.teardown(() => provider.close())
  const error = await collect(provider.stream(request, neverAborted)).catch((error) => error)
  t.match(logMessage(error), /PROXY SAYS/)
  t.notMatch(logMessage(error), proxyPassword)
})

t.test('no message is logged if the provider sends none', async (t) => {
  const [openai] = dialects
  if (!openai) throw new Error('No dialect')
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.writeHead(400).end())
  const { events, error } = await eventsAndError(openai, baseUrl)
  t.match(events, [{ type: 'attempt', message: undefined }])
  t.equal(logMessage(error as never), undefined)
})
