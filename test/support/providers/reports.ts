/** Minimal examples of what providers sent according to public reports; README has the same list. */
import type { protocols } from '../../../src/models/protocols/protocols.ts'
import { done, event, line } from './frames.ts'
import type { Outcome } from './outcome.ts'

export interface Report {
  /** Name of the provider in README. */
  readonly provider: string
  readonly what: string
  /** Source of the report: owner, repository and number for GitHub, otherwise a URL. */
  readonly source: string
  readonly protocol?: keyof typeof protocols
  readonly body: string
  /** Expected outcome; members that are not listed are not compared. */
  readonly outcome: Outcome
}

const delta = (delta: unknown, finish_reason: unknown = null, more: object = {}) =>
  event({ choices: [{ index: 0, delta, finish_reason }], ...more })
const text = (content: unknown, finish_reason: unknown = null) => delta({ content }, finish_reason)
const stop = delta({}, 'stop')
const named = (data: { type: string } & Record<string, unknown>) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
const claude = (usage: object, rest: string) =>
  named({ type: 'message_start', message: { usage } }) +
  named({ type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } }) +
  rest
const claudeStop = (stop_reason: string, usage: object) =>
  named({ type: 'message_delta', delta: { stop_reason }, usage }) + named({ type: 'message_stop' })

const whole = { content: 'Hi', finish_reason: 'stop', complete: true }

export const reports: readonly Report[] = [
  {
    provider: 'OpenAI',
    what: 'a refusal in the place of content',
    source: 'langchain4j/langchain4j#5813',
    body: delta({ content: null, refusal: 'I can' }) + delta({ refusal: 'not.' }) + stop + done,
    outcome: { content: 'I cannot.', finish_reason: 'stop', complete: true },
  },
  {
    provider: 'OpenAI',
    what: 'a last event without its blank line',
    source: 'openai/openai-node#2725',
    body: text('Hi') + stop.trimEnd(),
    outcome: whole,
  },
  {
    provider: 'Azure',
    what: 'a first chunk without choices',
    source: 'AbanteAI/archive-old-cli-mentat#429',
    body:
      event({ id: '', choices: [], model: '', prompt_filter_results: [{ prompt_index: 0 }] }) +
      text('Hi') +
      stop +
      done,
    outcome: whole,
  },
  {
    provider: 'Azure',
    what: 'a choice without a delta',
    source: 'microsoft/autogen#6465',
    body:
      text('Hi') +
      stop +
      event({ model: '', choices: [{ finish_reason: null, index: 0, content_filter_offsets: {} }] }) +
      done,
    outcome: whole,
  },
  {
    provider: 'Azure',
    what: 'an answer that the filter held back',
    source: 'microsoft/semantic-kernel#5240',
    body: JSON.stringify({
      choices: [{ finish_reason: 'content_filter', index: 0, message: { role: 'assistant' } }],
    }),
    outcome: { content: '', finish_reason: 'content_filter', complete: true },
  },
  {
    provider: 'OpenRouter',
    what: 'an error in a chunk, after text',
    source: 'damianvtran/local-operator#223',
    body:
      text('Half an ans') +
      delta({ content: '' }, 'error', { error: { code: 502, message: 'Provider disconnected' } }) +
      done,
    outcome: { failure: 'failed' },
  },
  {
    provider: 'OpenRouter',
    what: 'an error in a choice',
    source: 'genkit-ai/genkit#6079',
    body: event({ choices: [{ delta: {}, error: { code: 429, message: 'Rate limited' } }] }) + done,
    outcome: { failure: 'unavailable' },
  },
  {
    provider: 'OpenRouter',
    what: 'comments before the first chunk',
    source: 'openai/openai-go#227',
    body: `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${text('Hi')}${stop}${done}`,
    outcome: whole,
  },
  {
    provider: 'OpenRouter',
    what: 'reasoning in `reasoning_details` alone',
    source: 'openclaw/openclaw#66929',
    body: delta({ reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] }) + text('Hi') + stop + done,
    outcome: { ...whole, reasoning: 'hm' },
  },
  {
    provider: 'OpenRouter',
    what: 'tokens written to a cache',
    source: 'aaif-goose/goose#11472',
    body:
      text('Hi') +
      stop +
      event({
        choices: [],
        usage: {
          ...{ prompt_tokens: 25612, completion_tokens: 4, total_tokens: 25616 },
          prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 25600 },
        },
      }) +
      done,
    outcome: { usage: { prompt_tokens: 25612, cache_write_tokens: 25600, estimated: false } },
  },
  {
    provider: 'Mistral',
    what: 'content as lists of text and of thinking, which is a list too',
    source: 'agentjido/req_llm#742',
    body:
      text([{ type: 'thinking', thinking: [{ type: 'text', text: 'Okay' }] }]) +
      text([{ type: 'text', text: 'Hi' }]) +
      stop +
      done,
    outcome: { ...whole, reasoning: 'Okay' },
  },
  {
    provider: 'Mistral',
    what: '`error` and `model_length` as finish reasons',
    source: 'laravel/ai#955',
    body: text('Hi') + delta({}, 'error') + done,
    outcome: { content: 'Hi', finish_reason: 'interrupted', complete: false },
  },
  {
    provider: 'DeepSeek',
    what: 'comments that keep the connection open',
    source: 'CopilotC-Nvim/CopilotChat.nvim#944',
    body: `: keep-alive\n\n: keep-alive\n\n${text('Hi')}${stop}${done}`,
    outcome: whole,
  },
  {
    provider: 'DeepSeek',
    what: '`insufficient_system_resource` as a finish reason',
    source: 'https://docs.rs/crate/ds-api/latest/source/src/raw/response/non_streaming/finish_reason.rs',
    body: text('Hi') + delta({}, 'insufficient_system_resource') + done,
    outcome: { content: 'Hi', finish_reason: 'interrupted', complete: false },
  },
  {
    provider: 'DeepSeek',
    what: 'tokens read from a cache',
    source: 'https://docs.rs/crate/deepseek-sdk/0.3.0/source/src/chat/response.rs',
    body:
      text('Hi') +
      delta({}, 'stop', {
        usage: {
          ...{ prompt_tokens: 90, completion_tokens: 4, total_tokens: 94 },
          ...{ prompt_cache_hit_tokens: 64, prompt_cache_miss_tokens: 26 },
        },
      }) +
      done,
    outcome: { usage: { prompt_tokens: 90, cached_tokens: 64, estimated: false } },
  },
  {
    provider: 'Gemini',
    what: 'an error in a list',
    source: 'FuzzAnything/PromptFuzz#42',
    body: JSON.stringify([
      { error: { code: 400, message: 'Invalid JSON payload received.', status: 'INVALID_ARGUMENT' } },
    ]),
    outcome: { failure: 'refused' },
  },
  {
    provider: 'Gemini',
    what: '`stop` in every chunk',
    source: 'QuantumNous/new-api#378',
    body: text('Hel', 'stop') + text('lo', 'stop') + text('.', 'stop') + done,
    outcome: { content: 'Hello.', finish_reason: 'stop', complete: true },
  },
  {
    provider: 'Gemini',
    what: '`stop` in every chunk, cut',
    source: 'su-kaka/gcli2api#403',
    body: delta({ reasoning_content: 'hm' }, 'stop') + text('Hel', 'stop') + text('lo', 'stop'),
    outcome: { content: 'Hello', finish_reason: null, complete: false },
  },
  {
    provider: 'Gemini',
    what: '`finishReason` beside a null in `finish_reason`',
    source: 'jakobdylanc/llmcord#84',
    body:
      text('Hi') + event({ choices: [{ index: 0, delta: {}, finish_reason: null, finishReason: 'stop' }] }),
    outcome: whole,
  },
  {
    provider: 'vLLM',
    what: 'an error, then `[DONE]`',
    source: 'BerriAI/litellm#40578',
    body: event({ error: { message: 'queue full', type: 'RateLimitError', code: 429 } }) + done,
    outcome: { failure: 'unavailable' },
  },
  {
    provider: 'vLLM',
    what: '`[DONE]` alone',
    source: 'vllm-project/vllm#40986',
    body: done,
    outcome: { failure: 'failed' },
  },
  {
    provider: 'vLLM',
    what: '`abort` as a finish reason, then `[DONE]`',
    source: 'vllm-project/vllm#57082',
    body: text('Hi') + delta({}, 'abort') + done,
    outcome: { content: 'Hi', finish_reason: 'interrupted', complete: false },
  },
  {
    provider: 'vLLM',
    what: 'the last text in the chunk of the finish reason',
    source: 'vllm-project/vllm#35705',
    body: text('H') + text('i', 'length') + done,
    outcome: { content: 'Hi', finish_reason: 'length', complete: true },
  },
  {
    provider: 'SGLang',
    what: '`""` as a finish reason in every chunk',
    source: 'sgl-project/sglang#3912',
    body: text('H', '') + text('i', '') + delta({}, 'stop') + done,
    outcome: whole,
  },
  {
    provider: 'SGLang',
    what: 'an error with a status, in a stream',
    source: 'BerriAI/litellm#25505',
    body:
      event({ error: { type: 'BadRequestError', code: 400, message: 'too long: context length 8' } }) + done,
    outcome: { failure: 'context_too_long' },
  },
  {
    provider: 'llama.cpp',
    what: 'a field `error` in the place of `data`',
    source: 'coddy-project/coddy-agent#106',
    body: `error: ${JSON.stringify({
      code: 400,
      message: 'the request exceeds the available context size',
      type: 'invalid_request_error',
    })}\n\n${done}`,
    outcome: { failure: 'context_too_long' },
  },
  {
    provider: 'llama.cpp',
    what: '`[DONE]` without its blank line, content that is null',
    source: 'darshi1337/apogee#139',
    body: delta({ role: 'assistant', content: null }) + text('Hi') + stop + done.trimEnd(),
    outcome: whole,
  },
  {
    provider: 'LiteLLM',
    what: 'zeros in the last report of usage, and a cache',
    source: 'BerriAI/litellm#10240',
    body:
      delta({ content: 'Hi' }, null, {
        usage: {
          ...{ completion_tokens: 1, prompt_tokens: 11826, total_tokens: 11827 },
          ...{ cache_creation_input_tokens: 11822, cache_read_input_tokens: 0 },
        },
      }) +
      delta({}, 'stop', {
        usage: {
          ...{ completion_tokens: 205, prompt_tokens: 0, total_tokens: 205 },
          ...{ cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
        },
      }) +
      done,
    outcome: {
      usage: {
        ...{ prompt_tokens: 11826, completion_tokens: 205, total_tokens: 12031 },
        ...{ cached_tokens: 0, cache_write_tokens: 11822, estimated: false },
      },
    },
  },
  {
    provider: 'Groq',
    what: 'an event by the name of `error`',
    source: 'sashabaranov/go-openai#1057',
    body: `event: error\n${event({ error: { message: 'Over capacity', type: 'internal_server_error' } })}`,
    outcome: { failure: 'failed' },
  },
  {
    provider: 'Groq',
    what: 'an error with a status, in a stream',
    source: 'langchain4j/langchain4j#2585',
    body: event({
      error: { message: 'x', type: 'invalid_request_error', code: 'tool_use_failed', status_code: 400 },
    }),
    outcome: { failure: 'refused' },
  },
  {
    provider: 'Anthropic',
    what: '0 input tokens at the end',
    source: 'envoyproxy/ai-gateway#1631',
    protocol: 'anthropic',
    body: claude(
      { input_tokens: 15, output_tokens: 1 },
      claudeStop('end_turn', { input_tokens: 0, output_tokens: 8 }),
    ),
    outcome: { ...whole, usage: { prompt_tokens: 15, completion_tokens: 8, estimated: false } },
  },
  {
    provider: 'Anthropic',
    what: 'tokens read from a cache and written to it, beside the others',
    source: 'huggingface/tau#617',
    protocol: 'anthropic',
    body: claude(
      { input_tokens: 5, cache_read_input_tokens: 100, cache_creation_input_tokens: 20, output_tokens: 1 },
      claudeStop('end_turn', { output_tokens: 8 }),
    ),
    outcome: {
      usage: {
        ...{ prompt_tokens: 125, completion_tokens: 8, total_tokens: 133 },
        ...{ cached_tokens: 100, cache_write_tokens: 20, estimated: false },
      },
    },
  },
  {
    provider: 'Anthropic',
    what: '`pause_turn`',
    source: 'anthropics/anthropic-sdk-csharp#230',
    protocol: 'anthropic',
    body: claude({}, claudeStop('pause_turn', {})),
    outcome: { content: 'Hi', finish_reason: 'interrupted', complete: false },
  },
  {
    provider: 'Ollama',
    what: '`load` as a finish reason, without text',
    source: 'can1357/oh-my-pi#7465',
    protocol: 'ollama',
    body: line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'load' }),
    outcome: { failure: 'failed' },
  },
  {
    provider: 'Ollama',
    what: 'a line with an error, after text',
    source: 'coasys/ad4m#1001',
    protocol: 'ollama',
    body:
      line({ message: { content: 'Yes' }, done: false }) +
      line({ error: 'an error was encountered while running the model' }),
    outcome: { failure: 'failed' },
  },
  {
    provider: 'Others',
    what: 'the text `null` as a finish reason (KoboldCpp)',
    source: 'PowerShell/AIShell#350',
    body: text('H', 'null') + text('i', 'null') + delta({}, 'stop') + done,
    outcome: whole,
  },
  {
    provider: 'Others',
    what: 'usage in a choice (Moonshot)',
    source: 'earendil-works/pi#2017',
    body:
      text('Hi') +
      event({
        choices: [
          {
            index: 0,
            delta: {},
            finish_reason: 'stop',
            usage: { prompt_tokens: 9, completion_tokens: 4, cached_tokens: 8 },
          },
        ],
      }) +
      done,
    outcome: { ...whole, usage: { prompt_tokens: 9, cached_tokens: 8, estimated: false } },
  },
  {
    provider: 'Others',
    what: 'the same reasoning under two names (StepFun)',
    source: 'MoonshotAI/kimi-code#3928',
    body: delta({ content: '', reasoning: 'The', reasoning_content: 'The' }) + text('Hi') + stop + done,
    outcome: { ...whole, reasoning: 'The' },
  },
  {
    provider: 'Others',
    what: '`<think>` in the text, in pieces (Amazon Nova)',
    source: 'LibreChat-AI/agents#40',
    body:
      ['<', 'think', 'ing', '> Let me', '. </think', 'ing> Hi'].map((piece) => text(piece)).join('') +
      stop +
      done,
    outcome: { ...whole, reasoning: ' Let me. ' },
  },
  {
    provider: 'Others',
    what: 'U+0085, U+2028 and U+2029 in the text',
    source: 'langgenius/dify#39008',
    body: text('a\u0085b\u2028c\u2029d') + stop + done,
    outcome: { content: 'a\u0085b\u2028c\u2029d', complete: true },
  },
]
