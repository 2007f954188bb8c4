import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import type { ErrorCode } from '../../http/problems/problem-codes.ts'
import type { RunKey, SavedEvent } from '../queries/run-events.ts'
import { findRunState } from '../queries/run-events.ts'
import { findRun } from '../queries/runs.ts'
import { runRepresentation } from '../run-representation.ts'
import { type NewEvent, numbered } from './events.ts'
import { terminalEvent } from './terminal-event.ts'

/**
 * Returns events after `after` of a run whose events have been removed, created from its stored data. They
 * begin with `started` if `after` is 0, and with `reset` for a client that has read some of the removed
 * events.
 *
 * Their sequences continue after the run's last event. A client that loses the connection can therefore
 * resume within them, and the stream is empty for a client that already has all of them.
 *
 * @param isReading true if events up to `after` were sent in the same stream, whose sequences must have no
 *   gap
 * @returns undefined if the run was deleted or is active
 */
export async function replay(
  db: Kysely<DB>,
  key: RunKey,
  after: number,
  isReading = false,
): Promise<SavedEvent[] | undefined> {
  const found = await findRun(db, key)
  const state = await findRunState(db, { user: key.user, run: key.id })
  if (found === undefined || state === undefined) return undefined
  if (found.status === 'queued' || found.status === 'running') return undefined
  const run = runRepresentation(found)
  const { chat, prompt_message, answer_message } = run
  const first: NewEvent =
    after === 0 ? { type: 'started', run: run.id, chat, prompt_message, answer_message } : { type: 'reset' }
  const events: NewEvent[] = [first]
  if (run.context !== null) events.push({ type: 'context', context: run.context })
  for (const attachment of run.attachments) events.push({ type: 'attachment', attachment })
  if (run.reasoning !== '') events.push({ type: 'reasoning', text: run.reasoning })
  if (run.content !== '') events.push({ type: 'text', text: run.content })
  for (const tool_call of run.tool_calls) events.push({ type: 'tool_call', tool_call })
  if (run.usage !== null) events.push({ type: 'usage', usage: run.usage })
  const result = {
    status: found.status,
    finishReason: found.finish_reason,
    error: found.error as ErrorCode | null,
    ...(run.errors && { errors: run.errors }),
  }
  events.push(terminalEvent(result, run.reported_model ?? run.model))
  return events
    .map((event, index) => numbered(run.id, (isReading ? after : state.last) + 1 + index, event))
    .filter(({ sequence }) => sequence > after)
}
