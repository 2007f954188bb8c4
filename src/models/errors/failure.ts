import { errors } from 'undici'
import { ProviderError } from '../provider.ts'
import { complaintsIn } from './complaint.ts'
import { errorIn } from './error-in.ts'
import { isMediaRejection, saysMediaRejected } from './media-rejection.ts'
import { withBody } from './provider-message.ts'
import { retryAfter, retryAfterIn } from './retry-after.ts'

type Headers = Parameters<typeof retryAfter>[0]

/** Codes and types of a prompt that is too long: OpenAI, llama.cpp, LiteLLM, Anthropic. */
const tooLong = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'contextwindowexceedederror',
  'request_too_large',
  'string_above_max_length',
])
/** Messages of providers without such a code: Anthropic, vLLM, Ollama and compatible servers. */
const tooLongMessage = [
  /context (?:length|limit|window|size)|max(?:imum)? (?:model|prompt|input|sequence) len(?:gth)?|input length/,
  /\b(?:prompt|inputs?|conversation|messages)\b.{0,80}\b(?:too long|too many tokens|exceeds?\b.{0,40}\b(?:tokens|length))/,
  /^too many tokens|reduce (?:the )?length/,
]
/*
 * Classification of codes and types: `rate_limit_exceeded`, `RESOURCE_EXHAUSTED`, `engine_overloaded_error`,
 * `Throttling.RateQuota`; `insufficient_quota`, `invalid_api_key`, `PERMISSION_DENIED`.
 */
const spent = /insufficient|billing|balance|credit|payment/
const busy = /rate.?limit|too.?many.?requests|overload|unavailable|exhausted|throttl|capacity|busy/
const late = /time.?out|timed.?out|deadline/
const refused =
  /quota|invalid|auth|permission|forbidden|denied|not.?found|unsupported|bad.?request|api.?key|content.?filter/
/** Classification of messages, restricted to unambiguous phrases, because they have more words. */
const busyMessage =
  /rate.?limit|too many requests|overloaded|resource.?exhausted|temporarily unavailable|service unavailable|at capacity|server (?:is )?busy/
const refusedMessage =
  /unauthori[sz]ed|(?:invalid|incorrect) api.?key|insufficient (?:quota|balance|credits?|funds)|permission denied|forbidden|model.{0,80} (?:not found|does not exist)/

/** `body` is parsed if it was JSON; it is kept for the log only. */
export function statusFailure(status: number, headers: Headers, body?: unknown): ProviderError {
  return withBody(classifyStatus(status, headers, body), body)
}

function classifyStatus(status: number, headers: Headers, body: unknown): ProviderError {
  const reason = `HTTP ${status}`
  const said = textsIn(body)
  const isLong = (status === 400 || status === 422) && isTooLong(said)
  if (!isLong && isMediaRejection(status, body))
    return new ProviderError('refused', reason, undefined, { refusesMedia: true })
  if (status === 413 || isLong) return new ProviderError('context_too_long', reason)
  // A spent budget is reported as 429 by some providers, but waiting does not help.
  if (status === 429 && said.names.includes('insufficient_quota')) return new ProviderError('refused', reason)
  if (status === 429 || status === 503 || status === 529) {
    return new ProviderError(
      'unavailable',
      reason,
      retryAfter(headers) ?? retryAfterIn(errorIn(body) ?? body),
    )
  }
  if (status === 408 || status === 504) return new ProviderError('timeout', reason)
  if (status >= 400 && status < 500) return new ProviderError('refused', reason)
  // Includes redirects: the prompt and the key are sent only to the configured address.
  return new ProviderError('failed', reason)
}

/**
 * Classifies an error in an answer by the HTTP status that it names, else by its code and type, else by its
 * message.
 */
export function saidFailure(error: unknown): ProviderError {
  return withBody(classifyError(error), error)
}

function classifyError(error: unknown): ProviderError {
  const reason = 'an error in the answer'
  const { names, message } = textsIn(error)
  const wait = retryAfterIn(error)
  const said = names.join(' ')
  const statuses = names.filter((name) => /^[45]\d\d$/.test(name)).map(Number)
  const meanings = statuses.map((status) => ({ status, meaning: classifyStatus(status, {}, error) }))
  // Gateways report 400 or 5xx for any upstream failure, so those are not conclusive.
  const clear = meanings.find(
    ({ status, meaning }) => meaning.kind === 'unavailable' || (status > 400 && status < 500),
  )
  if (clear) return clear.meaning
  const byStatus = meanings[0]?.meaning
  if (isTooLong({ names, message })) return new ProviderError('context_too_long', byStatus?.reason ?? reason)
  if (spent.test(said)) return new ProviderError('refused', reason)
  if (busy.test(said)) return new ProviderError('unavailable', reason, wait)
  if (saysMediaRejected(error)) return new ProviderError('refused', reason, undefined, { refusesMedia: true })
  if (byStatus) return byStatus
  if (late.test(said)) return new ProviderError('timeout', reason)
  if (refused.test(said)) return new ProviderError('refused', reason)
  if (busyMessage.test(message)) return new ProviderError('unavailable', reason, wait)
  if (refusedMessage.test(message)) return new ProviderError('refused', reason)
  if (late.test(message)) return new ProviderError('timeout', reason)
  return new ProviderError('failed', reason)
}

/** Uses the code only, because the error's message and socket contain the provider's address. */
export function connectionFailure(error: unknown): ProviderError {
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
    return new ProviderError('failed', 'not HTTP')
  }
  // undici has no code for either, only these messages.
  const proxyRejection =
    error instanceof Error && /^Proxy response \((\d{3})\)|\((407)\)$/.exec(error.message)
  if (proxyRejection)
    return new ProviderError('unavailable', `HTTP ${proxyRejection[1] ?? proxyRejection[2]} from the proxy`)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const reason = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'connection lost'
  return new ProviderError('unavailable', reason)
}

interface ErrorTexts {
  readonly names: readonly string[]
  readonly message: string
}

function isTooLong({ names, message }: ErrorTexts): boolean {
  return names.some((name) => tooLong.has(name)) || tooLongMessage.some((way) => way.test(message))
}

function textsIn(error: unknown): ErrorTexts {
  const complaints = complaintsIn(error)
  return {
    names: complaints.flatMap(({ names }) => names.toLowerCase().split(' ')),
    message: complaints
      .map(({ text }) => text)
      .join(' ')
      .toLowerCase(),
  }
}
