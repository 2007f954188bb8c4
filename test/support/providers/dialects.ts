import { protocols } from '../../../src/models/protocols/protocols.ts'
import type { Provider, ProviderOptions } from '../../../src/models/provider.ts'
import { event, line } from './frames.ts'

/** Content of an answer, independent of the protocol. Values that are null or false are omitted. */
export interface AnswerContent {
  readonly texts?: readonly unknown[]
  readonly reasoning?: readonly unknown[]
  readonly finish?: string | null
  readonly usage?: readonly [prompt: unknown, completion: unknown] | null
  /** False to omit the protocol's own end marker. */
  readonly end?: boolean
}

/** Encoding of one protocol, to run the same tests against each protocol. */
export interface Dialect {
  readonly name: keyof typeof protocols
  /** Path of the base URL. */
  readonly base: string
  readonly path: string
  readonly framing: 'events' | 'lines'
  readonly keyHeader: 'authorization' | 'x-api-key'
  /** Encodes an answer as a stream, one string per event. */
  readonly frames: (content: AnswerContent) => string[]
  /** Encodes an answer in one piece, as servers without streaming do. */
  readonly whole: (content: AnswerContent) => string
  /** Event without meaning. */
  readonly noise: string
  /** Encodes an error in the middle of a stream. */
  readonly error: (type: string, message: string) => string
  /** Returns the body of an error response. */
  readonly refusal: (type: string, message: string) => unknown
  readonly finishReasons: readonly (readonly [theirs: string, ours: string])[]
}

const named = (data: { type: string }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`

const openai: Dialect = {
  name: 'openai',
  base: '/v1',
  path: '/v1/chat/completions',
  framing: 'events',
  keyHeader: 'authorization',
  frames({ texts = ['Hi'], reasoning = [], finish = 'stop', usage = [3, 4], end = true }) {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      event({ id: 'x', model: 'm-2', choices: [{ index: 0, delta, finish_reason }], usage: null })
    return [
      chunk({ role: 'assistant', content: '' }),
      ...reasoning.map((reasoning_content) => chunk({ reasoning_content })),
      ...texts.map((content) => chunk({ content })),
      ...(finish === null ? [] : [chunk({}, finish)]),
      ...(usage === null
        ? []
        : [
            event({
              model: 'm-2',
              choices: [],
              usage: { prompt_tokens: usage[0], completion_tokens: usage[1] },
            }),
          ]),
      ...(end ? ['data: [DONE]\n\n'] : []),
    ]
  },
  whole({ texts = ['Hi'], reasoning = [], finish = 'stop', usage = [3, 4] }) {
    const message = { role: 'assistant', content: texts.join(''), reasoning: reasoning.join('') }
    return JSON.stringify({
      model: 'm-2',
      choices: [{ index: 0, message, finish_reason: finish }],
      usage: usage && { prompt_tokens: usage[0], completion_tokens: usage[1], total_tokens: 7, cost: 1 },
      error: null,
    })
  },
  noise: ': OPENROUTER PROCESSING\n\ndata:\n\n',
  error: (type, message) => event({ error: { type, message } }),
  refusal: (type, message) => ({ error: { message, type: 'invalid_request_error', code: type } }),
  finishReasons: [
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content_filter'],
    ['tool_calls', 'tool_calls'],
    ['eos', 'other'],
  ],
}

const anthropic: Dialect = {
  name: 'anthropic',
  base: '/v1',
  path: '/v1/messages',
  framing: 'events',
  keyHeader: 'x-api-key',
  frames({ texts = ['Hi'], reasoning = [], finish = 'end_turn', usage = [3, 4], end = true }) {
    const block = (index: number, content_block: object, deltas: object[]) => [
      named({ type: 'content_block_start', index, content_block } as { type: string }),
      ...deltas.map((delta) => named({ type: 'content_block_delta', index, delta } as { type: string })),
      named({ type: 'content_block_stop', index } as { type: string }),
    ]
    const message = {
      model: 'm-2',
      role: 'assistant',
      content: [],
      ...(usage && { usage: { input_tokens: usage[0] } }),
    }
    return [
      named({ type: 'message_start', message } as { type: string }),
      ...(reasoning.length === 0
        ? []
        : block(0, { type: 'thinking', thinking: '' }, [
            ...reasoning.map((thinking) => ({ type: 'thinking_delta', thinking })),
            { type: 'signature_delta', signature: 'x' },
          ])),
      ...block(
        1,
        { type: 'text', text: '' },
        texts.map((text) => ({ type: 'text_delta', text })),
      ),
      ...(finish === null && usage === null
        ? []
        : [
            named({
              type: 'message_delta',
              delta: { stop_reason: finish },
              ...(usage && { usage: { output_tokens: usage[1] } }),
            } as { type: string }),
          ]),
      ...(end ? [named({ type: 'message_stop' })] : []),
    ]
  },
  whole({ texts = ['Hi'], reasoning = [], finish = 'end_turn', usage = [3, 4] }) {
    return JSON.stringify({
      type: 'message',
      model: 'm-2',
      content: [
        ...reasoning.map((thinking) => ({ type: 'thinking', thinking })),
        ...texts.map((text) => ({ type: 'text', text })),
      ],
      stop_reason: finish,
      usage: usage && { input_tokens: usage[0], output_tokens: usage[1] },
    })
  },
  noise: named({ type: 'ping' }),
  error: (type, message) => named({ type: 'error', error: { type, message } } as { type: string }),
  refusal: (type, message) => ({ type: 'error', error: { type, message } }),
  finishReasons: [
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['tool_use', 'tool_calls'],
    ['whatever', 'other'],
  ],
}

const ollama: Dialect = {
  name: 'ollama',
  base: '',
  path: '/api/chat',
  framing: 'lines',
  keyHeader: 'authorization',
  frames({ texts = ['Hi'], reasoning = [], finish = 'stop', usage = [3, 4], end = true }) {
    const piece = (message: object) =>
      line({ model: 'm-2', message: { role: 'assistant', content: '', ...message }, done: false })
    return [
      ...reasoning.map((thinking) => piece({ thinking })),
      ...texts.map((content) => piece({ content })),
      ...(end
        ? [
            line({
              model: 'm-2',
              message: { role: 'assistant', content: '' },
              done: true,
              ...(finish !== null && { done_reason: finish }),
              ...(usage && { prompt_eval_count: usage[0], eval_count: usage[1] }),
            }),
          ]
        : []),
    ]
  },
  whole({ texts = ['Hi'], reasoning = [], finish = 'stop', usage = [3, 4] }) {
    return JSON.stringify({
      model: 'm-2',
      message: { role: 'assistant', content: texts.join(''), thinking: reasoning.join('') },
      done: finish !== null,
      ...(finish !== null && { done_reason: finish }),
      ...(usage && { prompt_eval_count: usage[0], eval_count: usage[1] }),
    })
  },
  noise: '\n\r\n',
  error: (_, message) => line({ error: message }),
  refusal: (_, message) => ({ error: message }),
  finishReasons: [
    ['stop', 'stop'],
    ['length', 'length'],
    ['whatever', 'other'],
  ],
}

export const dialects = [openai, anthropic, ollama]

export function dialectOf(name: Dialect['name']): Dialect {
  const found = dialects.find((dialect) => dialect.name === name)
  if (found === undefined) throw new Error(`No dialect ${name}`)
  return found
}

export function providerOf({ name }: Dialect, options: ProviderOptions): Provider {
  return protocols[name](options)
}
