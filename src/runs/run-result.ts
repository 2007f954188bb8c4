import type { components } from '../../generated/api.ts'
import { isUnavailable } from '../database/failures.ts'
import type { ErrorCode } from '../http/problems/problem-codes.ts'
import { namesParameter } from '../models/errors/redact.ts'
import { type Attempt, type FinishReason, ProviderError } from '../models/provider.ts'

/** What becomes of a run. */
export interface RunResult {
  readonly status: 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly finishReason: FinishReason | 'cancelled' | null
  readonly error: ErrorCode | null
}

/**
 * Why a run is ended from here. Lost: it is not this worker's any more, so nothing more can be written of it.
 * Rejected: the database refuses one of its events.
 */
export type AbortReason = 'cancelled' | 'stopped' | 'lost' | 'rejected'

const providerCodes = {
  failed: 'provider_failed',
  refused: 'provider_refused',
  context_too_long: 'context_too_long',
  unavailable: 'provider_unavailable',
  timeout: 'provider_timeout',
} as const satisfies Record<ProviderError['kind'], ErrorCode>

/** What is told of failures of runs that requests can fail of too, where it is something else. */
export const runDetails: Partial<Record<ErrorCode, string>> = {
  unsupported_file: 'The model rejected the image or document; ask again without it, or ask another model.',
}

/** What the end of a provider's stream means. */
export function finished(reason: FinishReason | null, complete: boolean): RunResult {
  return { status: complete ? 'completed' : 'incomplete', finishReason: reason, error: null }
}

/** What it means that a run was stopped. */
export function stopped(why: AbortReason): RunResult {
  if (why === 'rejected') return { status: 'failed', finishReason: null, error: 'internal_error' }
  return why === 'cancelled'
    ? { status: 'cancelled', finishReason: 'cancelled', error: null }
    : { status: 'incomplete', finishReason: null, error: null }
}

/**
 * What a failure means: the provider's, or one of what stands around it.
 *
 * @param hasMedia whether a picture or document came with the prompt
 */
export function failed(error: unknown, hasMedia: boolean): RunResult {
  if (error instanceof ProviderError && error.refusesMedia && hasMedia)
    return { status: 'failed', finishReason: null, error: 'unsupported_file' }
  const other = isUnavailable(error) ? 'database_unavailable' : 'internal_error'
  const code = error instanceof ProviderError ? providerCodes[error.kind] : other
  return { status: 'failed', finishReason: null, error: code }
}

/** Codes of connections that never stood, so that nothing was sent. */
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
 * Whether it is certain that a provider which failed like this has begun no answer, so that nothing was paid: it could not be
 * connected to, or it refused the request. A gateway that gave up waiting (502, 504, 520 to 529 but 529, which is Anthropic's
 * for being busy) does not know what was done behind it.
 */
export function isUnpaid({ reason }: { readonly reason: string }): boolean {
  return unconnected.has(reason) || /^HTTP (?!502|504|52[0-8])\d{3}$/.test(reason)
}

/**
 * Whether a request may have failed for its pictures or documents, so that it is worth asking without them: it was too long,
 * the provider says so, or it rejected the request and names no parameter. Providers say it in too many ways to know them all.
 *
 * @param said what the provider said about it
 */
export function mayRefuseMedia(
  { kind, reason, refusesMedia }: NonNullable<Attempt['failure']> | ProviderError,
  said = '',
): boolean {
  if (refusesMedia || kind === 'context_too_long') return true
  return /^HTTP 4(?:00|15|22)$/.test(reason) && !namesParameter(said)
}

/** An attempt as it may be told. */
export function attemptToTell({
  provider,
  model,
  failure,
  duration,
  adjustments,
}: Attempt): components['schemas']['Attempt'] {
  return {
    // Providers are named in main.ts, by these names alone.
    provider: provider as components['schemas']['Attempt']['provider'],
    model,
    failure: failure === undefined ? null : providerCodes[failure.kind],
    reason: failure?.reason ?? null,
    duration,
    ...(adjustments && { adjustments: [...adjustments] }),
  }
}
