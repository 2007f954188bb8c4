import type { Attachment } from './attachment.ts'

export interface CompletionRequest {
  readonly prompt: string
  readonly attachment?: Attachment
}

export type FinishReason = 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other'

/** Token counts as the provider gave them, each from 0 to 2^31 - 1. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
}

/** A whole answer. Its texts hold neither U+0000 nor lone surrogates; `model` has at most 200 characters. */
export interface Completion {
  readonly content: string
  readonly model: string
  readonly finish_reason: FinishReason | null
  readonly usage: Usage | null
}

/** A large language model that somebody serves: one of these for each wire protocol. */
export interface Provider {
  /**
   * The answer to one prompt. Aborting `signal` closes the provider's connection at once and rejects with
   * the signal's reason; every other failure is a ProviderError.
   */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>
  /** Closes every connection. Calls still under way reject as unavailable. */
  close(): Promise<void>
}

const messages = {
  failed: 'The language model gave no usable answer',
  refused: 'The language model refused the request',
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

  constructor(kind: keyof typeof messages, reason: string, retryAfter?: number) {
    super(messages[kind])
    this.kind = kind
    this.reason = reason
    this.retryAfter = retryAfter
  }
}
