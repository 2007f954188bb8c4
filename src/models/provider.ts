import type { Attachment, ImageLimits } from '../attachments/attachment.ts'
import type { Adjustment } from './adjustments.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  readonly attachments?: readonly Attachment[]
  /** Calls of an assistant's message, after its content. */
  readonly toolCalls?: readonly ToolCall[]
  /** Results in a user's message, before its content; they answer the calls of the message before it. */
  readonly toolResults?: readonly ToolResult[]
  /** Data that a protocol returned with an assistant's message; other protocols ignore it. */
  readonly sealed?: readonly Sealed[]
}

export interface Tool {
  readonly name: string
  readonly description?: string
  /** JSON Schema of the arguments, an object; a tool without it has no arguments. */
  readonly parameters?: object
}

export interface ToolCall {
  /** Unique in its message. */
  readonly id: string
  readonly name: string
  /** JSON text as the model wrote it, which may be invalid. */
  readonly arguments: string
}

export interface ToolResult {
  /** Id of the call. */
  readonly tool_call: string
  /** Name of the tool, for results whose call is no longer in the conversation. */
  readonly name?: string
  readonly content: string
}

/**
 * Data that a protocol requires back, unchanged, with the message that it came with, such as Anthropic's
 * signed thinking. Contains what the model thought, so it is never shown.
 */
export interface Sealed {
  readonly protocol: string
  readonly data: string
}

/** Tool that the model may or must call: any, none, at least one, or the named one. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string }

/** Amount of reasoning before the answer, in OpenAI's terms. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high'

export interface ProviderRequest {
  readonly messages: readonly Message[]
  /** Overrides the model that the provider was configured with. */
  readonly model?: string
  readonly system?: string
  readonly temperature?: number
  /** Longest answer, in tokens. */
  readonly max_tokens?: number
  /** Tools with unique names. */
  readonly tools?: readonly Tool[]
  /** Defaults to `auto`. Without tools it has no meaning. */
  readonly toolChoice?: ToolChoice
  /** Defaults to what the model does on its own. */
  readonly reasoningEffort?: ReasoningEffort
  /** JSON Schema of the answer, which is then JSON. Providers do not all enforce it: validate the answer. */
  readonly outputSchema?: object
}

/**
 * Reason for which the model stopped. `interrupted`: the provider reports that it could not finish the
 * answer.
 */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'interrupted' | 'other'

/** Token counts, each from 0 to 2^31 - 1. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  /** Tokens of the prompt read from the provider's cache, and written to it. */
  readonly cached_tokens: number
  readonly cache_write_tokens: number
  /** Tokens of reasoning, included in `completion_tokens`; absent if the provider does not report them. */
  readonly reasoning_tokens?: number
  /** True if any count was estimated here, because the provider did not report it. */
  readonly estimated: boolean
}

/**
 * One call of one provider. Contains no text of the provider except the model's name, so it may be shown to
 * users.
 */
export interface Attempt {
  readonly provider: string
  readonly model: string
  /** Absent if the provider answered. */
  readonly failure?: Pick<ProviderError, 'kind' | 'reason'> & { readonly refusesMedia?: true }
  readonly adjustments?: readonly Adjustment[]
  /** Duration in ms. */
  readonly duration: number
}

/**
 * Part of an answer. Texts contain neither U+0000 nor lone surrogates, even if a pair was split between two
 * events.
 */
export type ProviderEvent =
  /**
   * Name of the model that answers, at most 200 characters; precedes all text. `asked` is the requested
   * model, reported by `failover`.
   */
  | { readonly type: 'model'; readonly model: string; readonly asked?: string }
  | { readonly type: 'text'; readonly text: string }
  /** Reasoning, if the model shows it; not part of the answer. */
  | { readonly type: 'reasoning'; readonly text: string }
  /**
   * Piece of a tool call as it arrives. `index` counts the calls from 0 in the order of their first events;
   * that event has `id` and `name`; `arguments` continues the JSON text.
   */
  | {
      readonly type: 'tool_call_delta'
      readonly index: number
      readonly id?: string
      readonly name?: string
      readonly arguments: string
    }
  /**
   * Complete call, in order, before `usage`. It replaces its deltas, which may differ if the provider sent
   * the call more than once. Ids are unique in the answer, made up if the provider sent none. A call that was
   * cut off has deltas only.
   */
  | { readonly type: 'tool_call'; readonly call: ToolCall }
  /** Belongs to the message; before `usage`. */
  | { readonly type: 'sealed'; readonly sealed: Sealed }
  | { readonly type: 'usage'; readonly usage: Usage }
  /**
   * Last event. `complete` is true if the provider said that the answer is complete, or why it stopped; false
   * if the connection just ended or the answer was interrupted.
   */
  | { readonly type: 'finish'; readonly reason: FinishReason | null; readonly complete: boolean }
  /**
   * End of one attempt, reported by `failover`. `message` is the provider's redacted message, for the log
   * only.
   */
  | { readonly type: 'attempt'; readonly attempt: Attempt; readonly message?: string | undefined }
  /**
   * Adjustments of the request that was sent; only from a single provider, in a batch of its own. If the
   * request was rejected, at no cost, it is about to be sent again with one more adjustment.
   */
  | {
      readonly type: 'adjusted'
      readonly adjustments: readonly Adjustment[]
      readonly rejected?: ProviderError
    }
  /** Discards the answer so far, with its tool calls: another provider starts over. */
  | { readonly type: 'reset' }

/** Batches of events that arrived together. */
export type ProviderStream = AsyncIterable<readonly ProviderEvent[]>

export interface Provider {
  /** True if it accepts attachments of kind `document`. */
  readonly documents: boolean
  /** Limits for images that are stricter than those for attachments. */
  readonly images?: ImageLimits
  /**
   * Streams the answer to a conversation. Sends nothing before the first `next()`, and reads only as fast as
   * the consumer. Aborting `signal` closes the provider's connection at once and rejects with the signal's
   * reason; leaving the iteration closes it too.
   *
   * @throws ProviderError for every other failure, always before a `finish`
   */
  stream(request: ProviderRequest, signal: AbortSignal): ProviderStream
  /** Active calls reject as unavailable. */
  close(): Promise<void>
}

/** Options of every protocol. Times are in milliseconds. */
export interface ProviderOptions {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly model: string
  /** Usual longest conversation, in tokens, for protocols that reserve the space. */
  readonly contextLimit?: number
  /** Timeout from the call to the end of the answer. */
  readonly timeout: number
  /** Timeout from the call to the first token; defaults to `timeout`. */
  readonly firstTokenTimeout?: number
  /** Timeout between two tokens; defaults to `timeout`. */
  readonly tokenTimeout?: number
  /** Adjustments known to be needed by every model of this provider. */
  readonly adjustments?: readonly Adjustment[]
  /** Proxies; none by default, independent of the environment. */
  readonly proxy?: ProxyOptions
}

/** HTTP proxies between this server and a provider. Their URLs may contain credentials. */
export interface ProxyOptions {
  readonly http?: string
  readonly https?: string
  /** Hosts that are connected to directly, in the format of NO_PROXY. */
  readonly except?: string
}

const messages = {
  failed: 'The provider returned no usable answer.',
  refused: 'The provider rejected the request: see `reason` and `provider_message`.',
  context_too_long: 'The request exceeds the context of the model: lower LLM_CONTEXT_LIMIT.',
  unavailable: 'The provider cannot be reached or is too busy: check LLM_BASE_URL.',
  timeout: 'The provider exceeded a time limit: see `reason` and the LLM timeouts.',
}

/**
 * Failure of a provider. It has no cause and contains no text, address or key of the provider, so it may be
 * shown and logged.
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly kind: keyof typeof messages
  /** Reason for the operator's log, in our own words: 'HTTP 401', 'ECONNREFUSED', 'not JSON'. */
  readonly reason: string
  /** Delay before a retry that a busy provider requires, in whole seconds from 1 to 3600. */
  readonly retryAfter: number | undefined
  /** True if the provider's message is about rejected images or documents. */
  readonly refusesMedia: boolean

  constructor(
    kind: keyof typeof messages,
    reason: string,
    retryAfter?: number,
    { refusesMedia = false }: { readonly refusesMedia?: boolean } = {},
  ) {
    super(messages[kind])
    this.kind = kind
    this.reason = reason
    this.retryAfter = retryAfter
    this.refusesMedia = refusesMedia
  }
}
