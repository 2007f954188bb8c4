import { problem } from '../../http/problems/problem.ts'
import { type RunResult, runDetails } from '../run-result.ts'
import type { NewEvent } from './events.ts'

/** Returns the last event of a run. */
export function terminalEvent({ status, finishReason, error, errors }: RunResult, model: string): NewEvent {
  if (status === 'completed') return { type: status, model, finish_reason: finishReason }
  if (status === 'failed')
    return {
      type: status,
      code: error ?? 'internal_error',
      detail: runDetails[error ?? 'internal_error'] ?? problem(error ?? 'internal_error').message,
      ...(errors && { errors: [...errors] }),
    }
  if (status === 'incomplete')
    return { type: status, finish_reason: finishReason === 'interrupted' ? finishReason : null }
  return { type: status }
}
