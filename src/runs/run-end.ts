import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { isUnavailable } from '../database/failures.ts'
import { problem } from '../http/problems/problem.ts'
import { estimateTokens, usageOf } from '../models/usage.ts'
import type { NewEvent } from './events/events.ts'
import type { ExecutorOptions, OwnRun, PreparedPrompt, Progress } from './executor.ts'
import { abandonRun, addUsageOfDeleted, endRun } from './queries/run-ends.ts'
import { MAX_REASONING } from './queries/run-texts.ts'
import { findRun } from './queries/runs.ts'
import { attemptToTell, type RunResult, runDetails } from './run-result.ts'
import { titleIn } from './title.ts'

/** Between two attempts to save how a run ended, in ms. */
const RETRY_DELAY_MS = 250

/** Saves how a run ended, and tells its followers; resolves to nothing where that is not this worker's to do. */
export async function saveEnd(
  run: OwnRun,
  asked: PreparedPrompt | undefined,
  progress: Progress,
  { unpaid, ...outcome }: RunResult & { readonly unpaid: boolean },
  { db, lease, log, metrics }: ExecutorOptions,
) {
  const { model, reportedModel, hasBegun } = progress
  const usage =
    progress.usage ??
    (asked && hasBegun ? usageOf({}, asked.request, () => estimateTokens(progress.content)) : undefined)
  const counted = {
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    totalTokens: usage?.total_tokens ?? null,
    cachedTokens: usage?.cached_tokens ?? 0,
    cacheWriteTokens: usage?.cache_write_tokens ?? 0,
  }
  // By the model that was asked for: what a provider calls itself has no bounds.
  metrics?.tokens.inc({ kind: 'prompt', model }, usage?.prompt_tokens ?? 0)
  metrics?.tokens.inc({ kind: 'completion', model }, usage?.completion_tokens ?? 0)
  const last: NewEvent[] = usage === undefined ? [] : [{ type: 'usage', usage }]
  const events = run.eventLog.close([...last, terminalEvent(outcome, reportedModel ?? model)])
  const isTitle = run.purpose === 'title' && outcome.status === 'completed'
  // What could not be saved of a run that was lost would be missing before its last event.
  const isLost = () => run.controller.signal.reason === 'lost' || run.worker !== lease.worker
  while (!isLost()) {
    try {
      // Its answer is what its events say, also where not all that came could be saved.
      const isCut = run.controller.signal.reason === 'rejected'
      const { content, reasoning } = isCut ? await savedTexts(db, run) : progress
      const saved = await endRun(db, {
        id: run.id,
        worker: run.worker,
        ...outcome,
        model,
        reportedModel,
        content,
        // Cut, a surrogate pair may be half.
        reasoning: reasoning.slice(0, MAX_REASONING).toWellFormed(),
        title: isTitle ? titleIn(content) : '',
        ...counted,
        estimated: usage?.estimated ?? false,
        context: asked?.context ? JSON.stringify(asked.context) : null,
        attempts: JSON.stringify(progress.attempts.map(({ attempt }) => attemptToTell(attempt))),
        started: hasBegun,
        unpaid,
        sequences: events.map(({ sequence }) => sequence),
        payloads: events.map(({ payload }) => payload),
      })
      if (saved === undefined) break
      run.buffer.publish(events)
      return saved
    } catch (error) {
      if (!isUnavailable(error)) {
        await abandonRun(db, { id: run.id, worker: run.worker })
        throw error
      }
      log.warn({ run: run.id, err: error }, 'how a run ended cannot be saved yet')
      await sleep(RETRY_DELAY_MS)
    }
  }
  // Deleted, it cannot tell any more what it used; lost, somebody else ends it.
  await abandonRun(db, { id: run.id, worker: run.worker })
  if (usage !== undefined) await addUsageOfDeleted(db, { run: run.id, user: run.user, model, ...counted })
  return undefined
}

async function savedTexts(
  db: Kysely<DB>,
  { id, user }: OwnRun,
): Promise<Pick<Progress, 'content' | 'reasoning'>> {
  return (await findRun(db, { id, user })) ?? { content: '', reasoning: '' }
}

function terminalEvent({ status, finishReason, error }: RunResult, model: string): NewEvent {
  if (status === 'completed') return { type: status, model, finish_reason: finishReason }
  if (status === 'failed')
    return {
      type: status,
      code: error ?? 'internal_error',
      detail: runDetails[error ?? 'internal_error'] ?? problem(error ?? 'internal_error').message,
    }
  if (status === 'incomplete')
    return { type: status, finish_reason: finishReason === 'interrupted' ? finishReason : null }
  return { type: status }
}
