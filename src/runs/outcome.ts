import type { components } from '../../generated/api.ts'
import { isUnavailable } from '../database/failures.ts'
import { type Attempt, type FinishReason, ProviderError } from '../llm/provider.ts'
import type { ErrorCode } from '../problem.ts'

/** What becomes of a run. */
export interface Outcome {
  readonly status: 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly finishReason: FinishReason | 'cancelled' | null
  readonly error: ErrorCode | null
}

/**
 * Why a run is ended from here. Lost: it is not this worker's any more, so nothing more can be written of it.
 * Rejected: the database refuses one of its events.
 */
export type Stop = 'cancelled' | 'stopped' | 'lost' | 'rejected'

const providerCodes = {
  failed: 'provider_failed',
  refused: 'provider_refused',
  context_too_long: 'context_too_long',
  unavailable: 'provider_unavailable',
  timeout: 'provider_timeout',
} as const satisfies Record<ProviderError['kind'], ErrorCode>

/** What the end of a provider's stream means. */
export function finished(reason: FinishReason | null, complete: boolean): Outcome {
  return { status: complete ? 'completed' : 'incomplete', finishReason: reason, error: null }
}

/** What it means that a run was stopped. */
export function stopped(why: Stop): Outcome {
  if (why === 'rejected') return { status: 'failed', finishReason: null, error: 'internal_error' }
  return why === 'cancelled'
    ? { status: 'cancelled', finishReason: 'cancelled', error: null }
    : { status: 'incomplete', finishReason: null, error: null }
}

/** What a failure means: the provider's, or one of what stands around it. */
export function failed(error: unknown): Outcome {
  const other = isUnavailable(error) ? 'database_unavailable' : 'internal_error'
  const code = error instanceof ProviderError ? providerCodes[error.kind] : other
  return { status: 'failed', finishReason: null, error: code }
}

/** An attempt as it may be told. */
export function attemptToTell({
  provider,
  model,
  failure,
  duration,
}: Attempt): components['schemas']['Attempt'] {
  return {
    provider,
    model,
    failure: failure === undefined ? null : providerCodes[failure.kind],
    reason: failure?.reason ?? null,
    duration,
  }
}
