import { errors } from 'undici'
import { ProviderError } from './provider.ts'
import { retryAfter } from './retry-after.ts'

type Headers = Parameters<typeof retryAfter>[0]

/** What a status of the provider's other than 2xx means. */
export function statusFailure(status: number, headers: Headers): ProviderError {
  const reason = `HTTP ${status}`
  if (status === 429 || status === 503 || status === 529) {
    return new ProviderError('unavailable', reason, retryAfter(headers))
  }
  if (status === 408 || status === 504) return new ProviderError('timeout', reason)
  if (status >= 400 && status < 500) return new ProviderError('refused', reason)
  // Redirects too: the prompt and the key go to the address that the operator named, and to no other.
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
