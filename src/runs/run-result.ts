import type { InputError } from '../http/problems/problem.ts'
import type { ErrorCode } from '../http/problems/problem-codes.ts'
import type { FinishReason } from '../models/provider.ts'

export interface RunResult {
  readonly status: 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly finishReason: FinishReason | 'cancelled' | null
  readonly error: ErrorCode | null
  /** Reasons why the answer does not match the required output. */
  readonly errors?: readonly InputError[]
}

/**
 * Reason why this process aborts a run. `lost`: the run no longer belongs to this worker, so nothing more can
 * be written. `rejected`: the database rejected one of its events.
 */
export type AbortReason = 'cancelled' | 'stopped' | 'lost' | 'rejected'

/** Details of failed runs, for problem codes with a different detail for requests. */
export const runDetails: Partial<Record<ErrorCode, string>> = {
  unsupported_file: 'The model rejected the image or document; ask again without it, or ask another model.',
}
