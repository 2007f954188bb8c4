import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../../generated/database.ts'
import { saveRejections } from '../../files/content-queries.ts'
import { logMessage } from '../../models/errors/provider-message.ts'
import { ProviderError } from '../../models/provider.ts'
import type { PreparedPrompt } from '../prepared-prompt.ts'
import type { AbortReason, RunResult } from '../run-result.ts'
import { type AnswerOptions, newProgress, type Progress } from './answer.ts'
import { failed, isUnpaid, mayRejectMedia, stopped } from './derive-result.ts'
import type { Lease } from './lease.ts'
import { readValidAnswer } from './output.ts'
import type { OwnRun } from './own-run.ts'
import { saveEnd } from './run-end.ts'

/** Result of a run that has ended. */
export interface EndedRun extends RunResult {
  readonly content: string
  /** True if its chat still needs a title. */
  readonly awaitsTitle: boolean
  /** Delay, in s, that the provider asked for before a retry. */
  readonly retryAfter: number | undefined
}

export interface ExecutorOptions extends AnswerOptions {
  readonly db: Kysely<DB>
  readonly lease: Lease
  readonly log: Pick<Logger, 'error' | 'warn'>
}

/**
 * Executes a run to its end: appends the provider's events to the event log and saves the result. Resolves to
 * undefined if the run no longer belongs to this worker, or if its end could not be saved and it is left to
 * the replicas that end abandoned runs. Never rejects.
 */
export async function executeRun(
  run: OwnRun,
  ask: () => Promise<PreparedPrompt>,
  options: ExecutorOptions,
): Promise<EndedRun | undefined> {
  const { log, metrics } = options
  metrics?.activeRuns.inc({ state: 'queued' })
  const progress = newProgress(run.model)
  let prepared: PreparedPrompt | undefined
  let result: RunResult
  let retryAfter: number | undefined
  let unpaid = false
  try {
    prepared = await ask()
    if (prepared.context !== null) run.eventLog.append({ type: 'context', context: prepared.context })
    try {
      result = await readValidAnswer(run, options, prepared.request, progress)
    } catch (error) {
      const { withoutMedia, ...rest } = prepared
      if (withoutMedia === undefined || !mayBeMediaRejection(error, progress)) throw error
      // No answer has begun, so the second request does not cause a second charge.
      prepared = { ...rest, ...withoutMedia }
      run.eventLog.append({ type: 'context', context: withoutMedia.context })
      try {
        result = await readValidAnswer(run, options, prepared.request, progress)
      } finally {
        if (progress.hasBegun) await rememberRejection(run, progress, withoutMedia.files, options)
      }
    }
  } catch (error) {
    if (run.controller.signal.aborted) {
      result = stopped(run.controller.signal.reason as AbortReason)
    } else {
      result = failed(error, prepared?.media !== undefined)
      if (result.error === 'unsupported_file')
        await rememberRejection(run, progress, prepared?.media?.files ?? [], options)
      unpaid = prepared === undefined
      if (error instanceof ProviderError) {
        const failures = progress.attempts.flatMap(({ attempt }) => attempt.failure ?? [])
        unpaid = !progress.hasBegun && [error, ...failures].every(isUnpaid)
        retryAfter = error.retryAfter
        const { kind, reason, message } = error
        log.error({ run: run.id, kind, reason, provider_message: logMessage(error) }, message)
      } else {
        log.error({ run: run.id, err: error }, 'A run failed because of an unexpected error: see `err`.')
      }
    }
  }
  await run.eventLog.settle()
  if (run.controller.signal.reason === 'rejected') result = stopped('rejected')
  for (const { attempt, message } of progress.attempts) {
    if (attempt.failure)
      log.warn(
        { run: run.id, attempt, provider_message: message },
        'A call of the provider failed: see `provider_message`.',
      )
    const labels = { provider: attempt.provider, outcome: attempt.failure?.kind ?? 'answered' }
    metrics?.providerAttempts.observe(labels, attempt.duration / 1000)
  }
  try {
    const saved = await saveEnd(run, prepared, progress, { ...result, unpaid }, options)
    if (saved) metrics?.runsEnded.inc({ status: result.status })
    return (
      saved && { ...result, content: progress.content, awaitsTitle: saved.awaits_title === true, retryAfter }
    )
  } catch (error) {
    log.error(
      { run: run.id, err: error },
      'The result of a run could not be saved; the run becomes incomplete.',
    )
    return undefined
  } finally {
    metrics?.activeRuns.dec({ state: progress.hasBegun ? 'running' : 'queued' })
  }
}

/** Returns true if no answer has begun and the images or documents may be the reason. */
function mayBeMediaRejection(error: unknown, { attempts, hasBegun }: Progress): boolean {
  if (!(error instanceof ProviderError) || hasBegun) return false
  return mayRejectMedia(error, logMessage(error)) || attempts.some(mayHaveRejectedMedia)
}

function mayHaveRejectedMedia({ attempt, message }: Progress['attempts'][number]): boolean {
  return attempt.failure !== undefined && mayRejectMedia(attempt.failure, message)
}

/** Saves the models that rejected files, so that later requests to them leave these files out. */
async function rememberRejection(
  { id, user, model }: OwnRun,
  { attempts }: Progress,
  files: readonly number[],
  { db, log }: Pick<ExecutorOptions, 'db' | 'log'>,
): Promise<void> {
  if (files.length === 0) return
  const rejecting = attempts.filter(mayHaveRejectedMedia).map(({ attempt }) => attempt.model)
  // A provider without failover reports no attempts.
  for (const one of new Set(attempts.length > 0 ? rejecting : [model])) {
    await saveRejections(db, { user, ids: files, model: one }).catch((error) =>
      log.warn(
        { run: id, err: error },
        'The rejection of files by a model could not be saved; the next run sends the files again.',
      ),
    )
  }
}
