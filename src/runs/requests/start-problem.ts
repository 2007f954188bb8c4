import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { violatedConstraint } from '../../database/failures.ts'
import { inputError } from '../../http/problems/input-errors.ts'
import { problem } from '../../http/problems/problem.ts'
import { ContextTooLong, ModelNotOffered, Stopping } from '../not-started.ts'
import { findActiveRun } from '../queries/runs.ts'
import type { RunRequest } from '../run-request.ts'

/**
 * Returns the problem for a run that was not started. Rethrows other errors.
 *
 * @param pointer JSON Pointer of the member that names the files
 */
export async function startProblem(
  error: unknown,
  db: Kysely<DB>,
  { user, chat }: Pick<RunRequest, 'user' | 'chat'>,
  pointer: string,
) {
  if (error instanceof ContextTooLong) return problem('context_too_long')
  if (error instanceof ModelNotOffered)
    return problem('not_found', { errors: [inputError('/body/chat', 'storedModel')] })
  if (error instanceof Stopping) return problem('overloaded')
  switch (violatedConstraint(error)) {
    case 'runs_one_active_in_a_chat': {
      const run = await findActiveRun(db, { user, chat: chat ?? 0 })
      return problem('run_active', run && { run: run.id })
    }
    case 'runs_chat':
    case 'messages_chat':
      return problem('not_found', { errors: [inputError('/body/chat', 'notFound')] })
    case 'messages_file':
    case 'message_files_file':
      return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
    case 'messages_parent':
    case 'messages_order':
      return problem('not_found', { errors: [inputError('/body/parent', 'notFound')] })
    default:
      throw error
  }
}
