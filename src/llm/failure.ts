import { errors } from 'undici'
import { isObject } from './json.ts'
import { refusesMedia, saysMediaRefused } from './media-refusal.ts'
import { ProviderError } from './provider.ts'
import { retryAfter } from './retry-after.ts'

type Headers = Parameters<typeof retryAfter>[0]

/** By `code` or `type` of the error: OpenAI, llama.cpp, LiteLLM, Anthropic. */
const tooLong = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'contextwindowexceedederror',
  'request_too_large',
])
/** For those who have no code of their own for it: Anthropic, vLLM, Ollama and what resembles them. */
const tooLongMessage =
  /prompt is too long|context (?:length|limit|window|size)|maximum model length|input length and `max_tokens`/i
const busy = new Set([
  'overloaded_error',
  'rate_limit_error',
  'rate_limit_exceeded',
  'server_overloaded',
  'service_unavailable',
])
const refused = new Set([
  'insufficient_quota',
  'billing_error',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'invalid_request_error',
  'invalid_api_key',
  'model_not_found',
])

/**
 * What a status of the provider's other than 2xx means. `body` is what came with it as JSON, if it was some: it is looked
 * at, and never passed on.
 */
export function statusFailure(status: number, headers: Headers, body?: unknown): ProviderError {
  const reason = `HTTP ${status}`
  const said = errorIn(body)
  if (!((status === 400 || status === 422) && isTooLong(said)) && refusesMedia(status, body))
    return new ProviderError('refused', reason, undefined, { refusesMedia: true })
  if (status === 413) return new ProviderError('context_too_long', reason)
  if ((status === 400 || status === 422) && isTooLong(said))
    return new ProviderError('context_too_long', reason)
  // Who has used up his money is told so with 429 too, but to wait is of no use.
  if (status === 429 && names(said).includes('insufficient_quota'))
    return new ProviderError('refused', reason)
  if (status === 429 || status === 503 || status === 529) {
    return new ProviderError('unavailable', reason, retryAfter(headers))
  }
  if (status === 408 || status === 504) return new ProviderError('timeout', reason)
  if (status >= 400 && status < 500) return new ProviderError('refused', reason)
  // Redirects too: the prompt and the key go to the address that the operator named, and to no other.
  return new ProviderError('failed', reason)
}

/** What an error in the middle of an answer means, which has no status of its own any more. */
export function saidFailure(error: unknown): ProviderError {
  const reason = 'an error in the answer'
  const found = names(error)
  const status = isObject(error) && typeof error.code === 'number' ? error.code : undefined
  // OpenRouter's code is the status of whoever is behind it.
  if (status !== undefined && status >= 400 && status < 600) return statusFailure(status, {}, { error })
  if (isTooLong(error)) return new ProviderError('context_too_long', reason)
  if (saysMediaRefused(error)) return new ProviderError('refused', reason, undefined, { refusesMedia: true })
  if (found.some((name) => busy.has(name))) return new ProviderError('unavailable', reason)
  if (found.some((name) => refused.has(name))) return new ProviderError('refused', reason)
  return new ProviderError('failed', reason)
}

/**
 * What an error of the connection means: names that do not resolve, refused and lost connections, failed TLS.
 * Of the error only its code goes on, because its message and its socket name the provider's address.
 */
export function connectionFailure(error: unknown): ProviderError {
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) {
    return new ProviderError('failed', 'not HTTP')
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const reason = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'connection lost'
  return new ProviderError('unavailable', reason)
}

/** `{ error }` with most of them, the body itself with older servers of vLLM. */
function errorIn(body: unknown): unknown {
  return isObject(body) && (isObject(body.error) || typeof body.error === 'string') ? body.error : body
}

function isTooLong(error: unknown): boolean {
  const message = isObject(error) ? error.message : error
  return (
    names(error).some((name) => tooLong.has(name)) ||
    (typeof message === 'string' && tooLongMessage.test(message))
  )
}

function names(error: unknown): string[] {
  if (!isObject(error)) return []
  return [error.code, error.type].filter((name) => typeof name === 'string').map((name) => name.toLowerCase())
}
