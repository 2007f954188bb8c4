import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '../../database/failures.ts'
import type { NewEvent } from '../events/events.ts'
import { terminalEvent } from '../events/terminal-event.ts'
import type { PreparedPrompt } from '../prepared-prompt.ts'
import { abandonRun, addUsageOfDeleted, endRun } from '../queries/run-ends.ts'
import { MAX_REASONING_CHARACTERS } from '../queries/run-texts.ts'
import { savedTexts } from '../queries/runs.ts'
import type { RunResult } from '../run-result.ts'
import { storedAttempts, storedContext } from '../stored-results.ts'
import { type Progress, usageSoFar } from './answer.ts'
import { attemptRepresentation } from './derive-result.ts'
import type { ExecutorOptions } from './executor.ts'
import type { OwnRun } from './own-run.ts'
import { titleIn } from './title.ts'

/** Delay, in ms, between two attempts to save a run's end. */
const RETRY_DELAY_MS = 250

/**
 * Saves a run's end and publishes its last events. Retries while the database is unavailable. Resolves to
 * undefined if the run was deleted or no longer belongs to this worker.
 *
 * @throws every other database error, after abandoning the run
 */
export async function saveEnd(
  run: OwnRun,
  prepared: PreparedPrompt | undefined,
  progress: Progress,
  { unpaid, ...result }: RunResult & { readonly unpaid: boolean },
  { db, lease, log, metrics }: ExecutorOptions,
) {
  const { model, reportedModel, hasBegun } = progress
  const usage = usageSoFar(progress)
  const counted = {
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    totalTokens: usage?.total_tokens ?? null,
    cachedTokens: usage?.cached_tokens ?? 0,
    cacheWriteTokens: usage?.cache_write_tokens ?? 0,
    reasoningTokens: usage?.reasoning_tokens ?? 0,
  }
  // The label is the requested model, because the number of names that providers report is unbounded.
  metrics?.tokens.inc({ kind: 'prompt', model }, usage?.prompt_tokens ?? 0)
  metrics?.tokens.inc({ kind: 'completion', model }, usage?.completion_tokens ?? 0)
  const context = contextAtEnd(prepared, progress)
  const last: NewEvent[] = []
  if (context !== null && context !== prepared?.context) last.push({ type: 'context', context })
  if (usage !== undefined) last.push({ type: 'usage', usage })
  const events = run.eventLog.close([...last, terminalEvent(result, reportedModel ?? model)])
  const isTitle = run.purpose === 'title' && result.status === 'completed'
  // Events of a lost run may be missing, so its end is not saved here.
  const isLost = () => run.controller.signal.reason === 'lost' || run.worker !== lease.worker
  while (!isLost()) {
    try {
      // If an event was rejected, the answer is the text of the saved events.
      const isCut = run.controller.signal.reason === 'rejected'
      const saved = isCut ? await savedTexts(db, { user: run.user, run: run.id }) : undefined
      const { content, reasoning } = saved ?? progress
      const toolCalls = saved?.tool_calls ?? progress.toolCalls
      const ended = await endRun(db, {
        user: run.user,
        id: run.id,
        worker: run.worker,
        status: result.status,
        finishReason: result.finishReason,
        error: result.error,
        outputErrors: result.errors === undefined ? null : JSON.stringify(result.errors),
        model,
        reportedModel,
        content,
        // The cut may split a surrogate pair.
        reasoning: reasoning.slice(0, MAX_REASONING_CHARACTERS).toWellFormed(),
        toolCalls: partsOf('tool_call', toolCalls),
        sealed: partsOf('sealed', isCut ? [] : progress.sealed),
        title: isTitle ? titleIn(content) : '',
        ...counted,
        estimated: usage?.estimated ?? false,
        context: context && storedContext(context),
        attempts: storedAttempts(
          progress.attempts.map(({ attempt, isInvalid }) => attemptRepresentation(attempt, isInvalid)),
        ),
        started: hasBegun,
        unpaid,
        sequences: events.map(({ sequence }) => sequence),
        payloads: events.map(({ payload }) => payload),
      })
      if (ended === undefined) break
      run.buffer.publish(events)
      return ended
    } catch (error) {
      if (!isUnavailable(error)) {
        await abandonRun(db, run)
        throw error
      }
      log.warn({ run: run.id, err: error }, 'The result of a run could not be saved yet; saving is retried.')
      await sleep(RETRY_DELAY_MS)
    }
  }
  // The usage of a deleted run is recorded here. A lost run is ended by another replica.
  await abandonRun(db, run)
  if (usage !== undefined) await addUsageOfDeleted(db, { run: run.id, user: run.user, model, ...counted })
  return undefined
}

/** Returns the description of the context, with the settings that the provider ignored. */
function contextAtEnd(prepared: PreparedPrompt | undefined, { adjustments }: Progress) {
  const context = prepared?.context ?? null
  if (!adjustments.includes('no_reasoning_effort')) return context
  const described = context ?? prepared?.withoutChat
  return described ? { ...described, ignored: ['reasoning_effort' as const] } : null
}

/** Returns parts of a message as JSON; null if there are none. */
function partsOf(type: 'tool_call' | 'sealed', members: readonly object[]): string | null {
  return members.length === 0 ? null : JSON.stringify(members.map((member) => ({ type, ...member })))
}
