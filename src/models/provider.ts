import type { Attachment, PictureLimits } from '../attachments/attachment.ts'
import type { Adjustment } from './adjustments.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
  readonly attachments?: readonly Attachment[]
}

export interface ProviderRequest {
  /** The conversation, oldest first. */
  readonly messages: readonly Message[]
  /** Instead of the model that the provider was set up with. */
  readonly model?: string
  readonly system?: string
  readonly temperature?: number
  /** The most tokens that the answer may have. */
  readonly max_tokens?: number
}

/** `interrupted`: the provider could not finish the answer, and says so. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'interrupted' | 'other'

/** Token counts, each from 0 to 2^31 - 1. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  /** Of the prompt's, those that the provider read from its cache, and those that it wrote to it. */
  readonly cached_tokens: number
  readonly cache_write_tokens: number
  /** Whether any of it was estimated here, because the provider did not say. */
  readonly estimated: boolean
}

/** One call of one provider, as it may be shown: nothing in it is the provider's but the model's name. */
export interface Attempt {
  readonly provider: string
  readonly model: string
  /** Undefined where it answered. */
  readonly failure?: Pick<ProviderError, 'kind' | 'reason'> & { readonly refusesMedia?: true }
  /** What was said differently from how the protocol usually has it. */
  readonly adjustments?: readonly Adjustment[]
  /** Milliseconds. */
  readonly duration: number
}

/** A piece of an answer. Texts hold neither U+0000 nor lone surrogates, even where a pair came in two pieces. */
export type ProviderEvent =
  /**
   * Which model answers, in at most 200 characters; comes before any text. `asked` is the one that was asked for, where
   * there are several providers.
   */
  | { readonly type: 'model'; readonly model: string; readonly asked?: string }
  | { readonly type: 'text'; readonly text: string }
  /** What the model thought, where it shows that; never part of the answer. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  /**
   * The last one. Complete: the provider said that it was, or why it stopped; else its bytes just ended, or it was
   * interrupted.
   */
  | { readonly type: 'finish'; readonly reason: FinishReason | null; readonly complete: boolean }
  /**
   * How an attempt ended, where several providers are one. `message` is the provider's own, redacted, for the
   * operator's log alone.
   */
  | { readonly type: 'attempt'; readonly attempt: Attempt; readonly message?: string | undefined }
  /**
   * Only from a single provider, in a batch of its own: what was sent, and how it was adjusted. Where it was
   * rejected, which cost nothing, it is about to be sent with one adjustment more.
   */
  | {
      readonly type: 'adjusted'
      readonly adjustments: readonly Adjustment[]
      readonly rejected?: ProviderError
    }
  /** What came so far does not count: another provider begins. */
  | { readonly type: 'reset' }

/** The pieces, as many at once as arrived together. */
export type ProviderStream = AsyncIterable<readonly ProviderEvent[]>

/** A large language model that somebody serves: one of these for each wire protocol. */
export interface Provider {
  /** Whether it takes attachments of kind `document`. */
  readonly documents: boolean
  /** What pictures may be at most, where that is less than attachments may be. */
  readonly pictures?: PictureLimits
  /**
   * The answer to a conversation. Nothing is sent before the first piece is asked for, and no more is read than is
   * asked for. Aborting `signal` closes the provider's connection at once and rejects with the signal's reason;
   * leaving the iteration closes it too. Every other failure is a ProviderError, and no `finish` came before it.
   */
  stream(request: ProviderRequest, signal: AbortSignal): ProviderStream
  /** Closes every connection. Calls still under way reject as unavailable. */
  close(): Promise<void>
}

/** What every protocol is set up with. Times are in milliseconds. */
export interface ProviderOptions {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly model: string
  /** How many tokens a conversation usually has at most; for protocols that make room for them. */
  readonly contextLimit?: number
  /** From the call to the end of the answer. */
  readonly timeout: number
  /** From the call to the first token; bounded by `timeout` alone where there is none. */
  readonly firstTokenTimeout?: number
  /** From one token to the next; likewise. */
  readonly tokenTimeout?: number
  /** Those that every model of this provider needs, as far as known. */
  readonly adjustments?: readonly Adjustment[]
  /** None unless given, whatever the environment says. */
  readonly proxy?: ProxyOptions
}

/** The HTTP proxies on the way to a provider. Their URLs may carry credentials. */
export interface ProxyOptions {
  /** For http URLs, and for https URLs where there is none for these. */
  readonly http?: string
  readonly https?: string
  /** Hosts that are connected to without one, as NO_PROXY lists them. */
  readonly except?: string
}

const messages = {
  failed: 'The language model gave no usable answer',
  refused: 'The language model refused the request',
  context_too_long: 'The request is longer than the language model can take',
  unavailable: 'The language model cannot be reached or is too busy',
  timeout: 'The language model took too long to answer',
}

/**
 * What went wrong with the provider. It has no cause and carries no text, address or key of the provider, so it
 * may be shown and logged.
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly kind: keyof typeof messages
  /** For the operator's log, in words of our own: 'HTTP 401', 'ECONNREFUSED', 'not JSON'. */
  readonly reason: string
  /** Whole seconds, 1 to 3600, after which the provider wants to be asked again; it says so only when busy. */
  readonly retryAfter: number | undefined
  /** Whether it refused the pictures or documents of the request, as far as its words tell. */
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
