import type { components } from '../../../generated/api.ts'
import { isUnavailable } from '../../database/failures.ts'
import type { ErrorCode } from '../../http/problems/problem-codes.ts'
import { namesParameter } from '../../models/errors/redact.ts'
import { type Attempt, type FinishReason, ProviderError } from '../../models/provider.ts'
import type { AbortReason, RunResult } from '../run-result.ts'

const providerCodes = {
  failed: 'provider_failed',
  refused: 'provider_refused',
  context_too_long: 'context_too_long',
  unavailable: 'provider_unavailable',
  timeout: 'provider_timeout',
} as const satisfies Record<ProviderError['kind'], ErrorCode>

/** Returns the result of a run whose stream has finished. */
export function finished(reason: FinishReason | null, complete: boolean): RunResult {
  return { status: complete ? 'completed' : 'incomplete', finishReason: reason, error: null }
}

/** Returns the result of a run that was aborted. */
export function stopped(reason: AbortReason): RunResult {
  if (reason === 'rejected') return { status: 'failed', finishReason: null, error: 'internal_error' }
  return reason === 'cancelled'
    ? { status: 'cancelled', finishReason: 'cancelled', error: null }
    : { status: 'incomplete', finishReason: null, error: null }
}

/**
 * Returns the result of a run that failed because of the provider, the database or a defect.
 *
 * @param hasMedia true if an image or document came with the prompt
 */
export function failed(error: unknown, hasMedia: boolean): RunResult {
  if (error instanceof ProviderError && error.refusesMedia && hasMedia)
    return { status: 'failed', finishReason: null, error: 'unsupported_file' }
  const other = isUnavailable(error) ? 'database_unavailable' : 'internal_error'
  const code = error instanceof ProviderError ? providerCodes[error.kind] : other
  return { status: 'failed', finishReason: null, error: code }
}

/** Error codes of connections that were never established; nothing was sent over them. */
const unconnected = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Returns true if the provider certainly did not begin an answer, so that nothing was billed: the connection
 * failed, or the request was rejected. A gateway timeout (502, 504, 520 to 528) is uncertain; 529 is
 * Anthropic's status for overload.
 */
export function isUnpaid({ reason }: { readonly reason: string }): boolean {
  return unconnected.has(reason) || /^HTTP (?!502|504|52[0-8])\d{3}$/.test(reason)
}

/**
 * Returns true if the images or documents may be the reason for a failure, and the prompt should be sent
 * without them: the request was too long, the provider says so, or it rejected the request without naming a
 * parameter. The wording of these messages varies too much to match it.
 *
 * @param said the provider's message
 */
export function mayRejectMedia(
  { kind, reason, refusesMedia }: NonNullable<Attempt['failure']> | ProviderError,
  said = '',
): boolean {
  if (refusesMedia || kind === 'context_too_long') return true
  return /^HTTP 4(?:00|15|22)$/.test(reason) && !namesParameter(said)
}

/**
 * Returns the API representation of an attempt, which omits the provider's message.
 *
 * @param isInvalid true if the provider answered, and the answer does not match the required output
 */
export function attemptRepresentation(
  { provider, model, failure, duration, adjustments }: Attempt,
  isInvalid = false,
): components['schemas']['Attempt'] {
  const code = isInvalid ? 'output_not_valid' : null
  return {
    // main.ts names the providers, and uses only these names.
    provider: provider as components['schemas']['Attempt']['provider'],
    model,
    failure: failure === undefined ? code : providerCodes[failure.kind],
    reason: failure?.reason ?? (isInvalid ? 'output not valid' : null),
    duration,
    ...(adjustments && { adjustments: [...adjustments] }),
  }
}
