import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { saveRejections } from '../files/content-queries.ts'
import type { RunMetrics } from '../http/telemetry/metrics.ts'
import { logMessage } from '../models/errors/provider-message.ts'
import {
  type Attempt,
  type Provider,
  ProviderError,
  type ProviderRequest,
  type Usage,
} from '../models/provider.ts'
import type { RunEventLog } from './events/event-log.ts'
import type { SubscriptionBuffer } from './events/subscription-buffer.ts'
import type { Lease } from './lease.ts'
import { MAX_REASONING_CHARACTERS } from './queries/run-texts.ts'
import { saveEnd } from './run-end.ts'
import {
  type AbortReason,
  failed,
  finished,
  isUnpaid,
  mayRefuseMedia,
  type RunResult,
  stopped,
} from './run-result.ts'

/** Run that this process executes. */
export interface OwnRun {
  readonly id: number
  readonly user: number
  readonly purpose: 'answer' | 'title'
  readonly chat: number | null
  readonly prompt: string
  readonly model: string
  /** Id of the worker that owns the run. */
  readonly worker: string
  readonly buffer: SubscriptionBuffer
  readonly eventLog: RunEventLog
  /** Aborts with an AbortReason. */
  readonly controller: AbortController
}

/** Request for the provider, and a description of the chat context in it. */
export interface PreparedPrompt {
  readonly request: ProviderRequest
  readonly context: components['schemas']['Context'] | null
  /**
   * The same without the images and documents of earlier messages, and the files left out; absent if there
   * are none.
   */
  readonly withoutMedia?: {
    readonly request: ProviderRequest
    readonly context: components['schemas']['Context']
    readonly files: readonly number[]
  }
  /** Images and documents attached to the prompt; `files` are those of the user's. */
  readonly media?: { readonly files: readonly number[] }
}

/** Result of a run that has ended. */
export interface EndedRun extends RunResult {
  readonly content: string
  /** True if its chat still needs a title. */
  readonly awaitsTitle: boolean
  /** Delay, in s, that the provider asked for before a retry. */
  readonly retryAfter: number | undefined
}

/** Answer as far as the provider has sent it. */
export interface Progress {
  content: string
  /** At most MAX_REASONING_CHARACTERS, or one chunk more. */
  reasoning: string
  /** Model that was asked; a fallback's once that answers. */
  model: string
  /** Name that the provider reported for the model. */
  reportedModel: string | null
  hasBegun: boolean
  usage: Usage | undefined
  /** Failed and successful attempts. `message` is the provider's redacted error message, for the log only. */
  readonly attempts: { readonly attempt: Attempt; readonly message: string | undefined }[]
}

export interface ExecutorOptions {
  readonly db: Kysely<DB>
  readonly provider: Provider
  readonly lease: Lease
  readonly log: Pick<Logger, 'error' | 'warn'>
  readonly metrics?: RunMetrics | undefined
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
  metrics?.runsUnderWay.inc({ state: 'queued' })
  const progress: Progress = {
    content: '',
    reasoning: '',
    model: run.model,
    reportedModel: null,
    hasBegun: false,
    usage: undefined,
    attempts: [],
  }
  let prepared: PreparedPrompt | undefined
  let result: RunResult
  let retryAfter: number | undefined
  let unpaid = false
  try {
    prepared = await ask()
    if (prepared.context !== null) run.eventLog.append({ type: 'context', context: prepared.context })
    try {
      result = await readAnswer(run, options, prepared.request, progress)
    } catch (error) {
      const { withoutMedia, ...rest } = prepared
      if (withoutMedia === undefined || !isMediaRefusal(error, progress)) throw error
      // No answer has begun, so a second request is not billed twice.
      prepared = { ...rest, ...withoutMedia }
      run.eventLog.append({ type: 'context', context: withoutMedia.context })
      try {
        result = await readAnswer(run, options, prepared.request, progress)
      } finally {
        if (progress.hasBegun) await rememberRefusal(run, progress, withoutMedia.files, options)
      }
    }
  } catch (error) {
    if (run.controller.signal.aborted) {
      result = stopped(run.controller.signal.reason as AbortReason)
    } else {
      result = failed(error, prepared?.media !== undefined)
      if (result.error === 'unsupported_file')
        await rememberRefusal(run, progress, prepared?.media?.files ?? [], options)
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
    metrics?.runsUnderWay.dec({ state: progress.hasBegun ? 'running' : 'queued' })
  }
}

/** Returns true if no answer has begun and the images or documents may be the reason. */
function isMediaRefusal(error: unknown, { attempts, hasBegun }: Progress): boolean {
  if (!(error instanceof ProviderError) || hasBegun) return false
  return mayRefuseMedia(error, logMessage(error)) || attempts.some(hasRefusedMedia)
}

function hasRefusedMedia({ attempt, message }: Progress['attempts'][number]): boolean {
  return attempt.failure !== undefined && mayRefuseMedia(attempt.failure, message)
}

/** Saves which models rejected files, so that later requests leave these files out. */
async function rememberRefusal(
  { id, user, model }: OwnRun,
  { attempts }: Progress,
  files: readonly number[],
  { db, log }: Pick<ExecutorOptions, 'db' | 'log'>,
): Promise<void> {
  if (files.length === 0) return
  const refused = attempts.filter(hasRefusedMedia).map(({ attempt }) => attempt.model)
  // A provider without failover reports no attempts.
  for (const one of new Set(attempts.length > 0 ? refused : [model])) {
    await saveRejections(db, { user, ids: files, model: one }).catch((error) =>
      log.warn(
        { run: id, err: error },
        'The refusal of files by a model could not be saved; the next run sends the files again.',
      ),
    )
  }
}

async function readAnswer(
  { controller, eventLog }: OwnRun,
  { provider, metrics }: Pick<ExecutorOptions, 'provider' | 'metrics'>,
  request: ProviderRequest,
  progress: Progress,
): Promise<RunResult> {
  let result: RunResult | undefined
  for await (const events of provider.stream(request, controller.signal)) {
    for (const event of events) {
      switch (event.type) {
        case 'attempt':
          progress.attempts.push({ attempt: event.attempt, message: event.message })
          continue
        case 'adjusted':
          continue
        case 'finish':
          result = finished(event.reason, event.complete)
          continue
        case 'model':
          progress.model = event.asked ?? progress.model
          progress.reportedModel = event.model
          break
        case 'usage':
          progress.usage = event.usage
          break
        case 'text':
          progress.content += event.text
          eventLog.append(event)
          break
        case 'reset':
          progress.content = ''
          progress.reasoning = ''
          eventLog.append(event)
          break
        case 'reasoning':
          if (progress.reasoning.length < MAX_REASONING_CHARACTERS) progress.reasoning += event.text
          eventLog.append(event)
      }
      if (!progress.hasBegun) {
        metrics?.runsUnderWay.dec({ state: 'queued' })
        metrics?.runsUnderWay.inc({ state: 'running' })
      }
      progress.hasBegun = true
      eventLog.begin()
    }
    const room = eventLog.room()
    if (room !== undefined) await room
  }
  if (result === undefined) throw new Error('An answer ended without its finish')
  return result
}
