/** Reasoning effort in requests, and the reasoning that is sent back with tool calls. */
import t, { type Test } from 'tap'
import type { Message, ProviderEvent, ProviderRequest, Sealed } from '../../src/models/provider.ts'
import { type Dialect, dialects, providerOf } from '../support/providers/dialects.ts'
import { event } from '../support/providers/frames.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'
import { blocksOf, result, results, sent, tools, user } from './tool-requests.ts'

const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')

/** Returns the message of an answer that calls tools. */
async function answered(t: Test, dialect: Dialect, body: string): Promise<Message> {
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(body))
  const provider = providerOf(dialect, {
    baseUrl: new URL(baseUrl).origin + dialect.base,
    model: 'm-1',
    timeout: 30_000,
  })
  t.teardown(() => provider.close())
  const events: ProviderEvent[] = []
  for await (const batch of provider.stream({ messages: [user('a')], tools }, neverAborted))
    events.push(...batch)
  const sealed: Sealed[] = events.flatMap((event) => (event.type === 'sealed' ? [event.sealed] : []))
  return {
    role: 'assistant',
    content: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''),
    toolCalls: events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : [])),
    sealed,
  }
}

const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
]
const thoughts = [
  { type: 'thinking', thinking: 'Paris first.', signature: 'sig+1' },
  { type: 'redacted_thinking', data: 'secret==' },
  { type: 'text', text: 'Let me ' },
  { type: 'thinking', thinking: '', signature: 'sig+2' },
  { type: 'text', text: 'see.' },
  { type: 'tool_use', id: '1', name: 'weather', input: { city: 'Paris' } },
  { type: 'thinking', thinking: 'Then Oslo.', signature: 'sig+3' },
  { type: 'tool_use', id: '2', name: 'time', input: {} },
]
const streamed = [
  ...block(
    0,
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'Paris ' },
    { type: 'thinking_delta', thinking: 'first.' },
    { type: 'signature_delta', signature: 'sig+1' },
  ),
  ...block(1, { type: 'redacted_thinking', data: 'secret==' }),
  ...block(
    2,
    { type: 'text', text: '' },
    { type: 'text_delta', text: 'Let ' },
    { type: 'text_delta', text: 'me ' },
  ),
  ...block(3, { type: 'thinking', thinking: '' }, { type: 'signature_delta', signature: 'sig+2' }),
  ...block(4, { type: 'text', text: 'see.' }),
  ...block(
    5,
    { type: 'tool_use', id: '1', name: 'weather', input: {} },
    { type: 'input_json_delta', partial_json: '{"city":"Paris"}' },
  ),
  ...block(6, { type: 'thinking', thinking: 'Then Oslo.', signature: 'sig+3' }),
  ...block(7, { type: 'tool_use', id: '2', name: 'time', input: {} }),
  { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
  { type: 'message_stop' },
]
const answeredCalls = results(result('1'), result('2'))

t.test('Anthropic gets its thinking back unchanged and in its place', async (t) => {
  const whole = JSON.stringify({ type: 'message', content: thoughts, stop_reason: 'tool_use' })
  for (const body of [streamed.map(event).join(''), whole]) {
    const message = await answered(t, anthropic, body)
    t.equal(message.content, 'Let me see.')
    const messages = [user('a'), message, answeredCalls]
    const request: ProviderRequest = { messages, tools, reasoningEffort: 'low' }
    const again = await sent(t, anthropic, request)
    t.strictSame(again.messages[1]?.content, thoughts)
    t.match(again.thinking, { type: 'enabled' })
    // An edited text cannot be put between the thoughts.
    const edited = [user('a'), { ...message, content: 'Edited.' }, answeredCalls]
    const types = async (messages: readonly Message[], model?: string) =>
      blocksOf((await sent(t, anthropic, { ...request, messages }, model)).messages[1]?.content).map(
        ({ type }) => type,
      )
    const thinking = ['thinking', 'redacted_thinking', 'thinking', 'thinking']
    t.strictSame(await types(edited), [...thinking, 'text', 'tool_use', 'tool_use'])
    // Other models and protocols do not receive it.
    t.strictSame(await types(messages, 'm-2'), ['text', 'tool_use', 'tool_use'])
    t.equal((await sent(t, anthropic, request, 'm-2')).thinking, undefined)
    t.notMatch(JSON.stringify(await sent(t, openai, request)), /sig\+|secret|first/)
    // A call without a result would change the places.
    t.strictSame(await types([user('a'), message, results(result('2'))]), ['text', 'tool_use'])
  }
})

t.test('thinking that is not signed, or without calls, is not sealed', async (t) => {
  const unsigned = [{ type: 'thinking', thinking: 'x' }, ...thoughts.slice(5, 6)]
  const uncalled = thoughts.slice(0, 3)
  for (const content of [unsigned, uncalled]) {
    const message = await answered(
      t,
      anthropic,
      JSON.stringify({ type: 'message', content, stop_reason: 'end_turn' }),
    )
    t.strictSame(message.sealed, [])
  }
})

t.test('models behind the protocol of OpenAI get their reasoning and signatures back', async (t) => {
  const extra_content = { google: { thought_signature: 'sig+1' } }
  const delta = (delta: object) => event({ choices: [{ index: 0, delta }] })
  const fn = (name: string, more = {}) => ({ function: { name, arguments: '{}' }, ...more })
  const body =
    delta({ reasoning_content: 'Paris ' }) +
    delta({ reasoning_content: 'first.' }) +
    delta({
      tool_calls: [fn('weather', { id: '1', index: 0, extra_content }), fn('time', { id: '2', index: 1 })],
    }) +
    'data: [DONE]\n\n'
  const message = await answered(t, openai, body)
  const request: ProviderRequest = { messages: [user('a'), message, answeredCalls], tools }
  const [, again] = (await sent(t, openai, request)).messages
  t.match(again, { reasoning_content: 'Paris first.', content: null })
  t.strictSame(
    blocksOf(again?.tool_calls).map((one) => one.extra_content),
    [extra_content, undefined],
  )
  t.notMatch(JSON.stringify(await sent(t, openai, request, 'm-2')), /sig\+|first/)
  t.strictSame(
    (await answered(t, openai, `${delta({ tool_calls: [fn('time')] })}data: [DONE]\n\n`)).sealed,
    [],
  )
})

t.test('the reasoning effort has the form of the protocol', async (t) => {
  const messages = [user('a')]
  for (const [reasoningEffort, max_tokens, thinking, limit] of [
    ['none', undefined, { type: 'disabled' }, 8192],
    ['minimal', undefined, { type: 'enabled', budget_tokens: 1024 }, 9216],
    ['low', undefined, { type: 'enabled', budget_tokens: 2048 }, 10_240],
    ['medium', undefined, { type: 'enabled', budget_tokens: 8192 }, 16_384],
    ['high', undefined, { type: 'enabled', budget_tokens: 16_384 }, 24_576],
    ['high', 4000, { type: 'enabled', budget_tokens: 2000 }, 4000],
    ['low', 2048, { type: 'enabled', budget_tokens: 1024 }, 2048],
    ['high', 2047, undefined, 2047],
  ] as const) {
    const request = { messages, reasoningEffort, temperature: 0.5, ...(max_tokens && { max_tokens }) }
    t.equal((await sent(t, openai, request)).reasoning_effort, reasoningEffort)
    const body = await sent(t, anthropic, request)
    t.strictSame([body.thinking, body.max_tokens], [thinking, limit])
    t.equal(body.temperature, thinking?.type === 'enabled' ? undefined : 0.5)
    t.equal((await sent(t, ollama, request)).think, reasoningEffort !== 'none')
    const degree = reasoningEffort === 'none' || reasoningEffort === 'minimal' ? 'low' : reasoningEffort
    t.equal((await sent(t, ollama, request, 'gpt-oss:20b')).think, degree)
  }
  for (const dialect of dialects) {
    const { reasoning_effort, thinking, think } = await sent(t, dialect, { messages })
    t.strictSame([reasoning_effort, thinking, think], [undefined, undefined, undefined])
  }
  // Anthropic rejects thinking with a required call.
  const request: ProviderRequest = { messages, tools, toolChoice: 'required', reasoningEffort: 'high' }
  t.equal((await sent(t, anthropic, request)).thinking, undefined)
})
