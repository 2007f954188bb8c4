import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { saveRejections } from '../files/queries.ts'
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
import { MAX_REASONING } from './queries/run-texts.ts'
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

/** A run that this process works on. */
export interface OwnRun {
  readonly id: number
  readonly user: number
  readonly purpose: 'answer' | 'title'
  readonly chat: number | null
  readonly prompt: string
  /** Which is asked. */
  readonly model: string
  /** Whose it is. */
  readonly worker: string
  readonly buffer: SubscriptionBuffer
  readonly eventLog: RunEventLog
  /** Aborts with a Stop. */
  readonly controller: AbortController
}

/** What the provider is asked, and what is told of the chat that it was made of. */
export interface PreparedPrompt {
  readonly request: ProviderRequest
  readonly context: components['schemas']['Context'] | null
  /**
   * The same without the pictures and documents of earlier messages, where there are some, and their files.
   */
  readonly withoutMedia?: {
    readonly request: ProviderRequest
    readonly context: components['schemas']['Context']
    readonly files: readonly number[]
  }
  /** The picture or document that came with the prompt: its file, or null where it is none of the user's. */
  readonly media?: { readonly file: number | null }
}

/** How a run has ended. */
export interface Ended extends RunResult {
  readonly content: string
  /** Whether its chat is still to be named. */
  readonly awaitsTitle: boolean
  /** When the provider wants to be asked again, in s, where it said so. */
  readonly retryAfter: number | undefined
}

/** What has come of an answer. */
export interface Progress {
  content: string
  /** The first of what the model thought. */
  reasoning: string
  /** Which model was asked for: another one's once a fallback answers. */
  model: string
  /** What the provider calls it. */
  reportedModel: string | null
  hasBegun: boolean
  usage: Usage | undefined
  /** With what the provider said about each, redacted, for the log alone. */
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
 * Works on a run to its end: what the provider answers goes into the journal, and how it ended into the database. Resolves
 * to nothing where the run is not this worker's any more, or is left to whoever looks for abandoned ones, because its end
 * could not be saved. Never rejects.
 */
export async function executeRun(
  run: OwnRun,
  ask: () => Promise<PreparedPrompt>,
  options: ExecutorOptions,
): Promise<Ended | undefined> {
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
  let asked: PreparedPrompt | undefined
  let outcome: RunResult
  let retryAfter: number | undefined
  let unpaid = false
  try {
    asked = await ask()
    if (asked.context !== null) run.eventLog.append({ type: 'context', context: asked.context })
    try {
      outcome = await readAnswer(run, options, asked.request, progress)
    } catch (error) {
      const { withoutMedia, ...rest } = asked
      if (withoutMedia === undefined || !isMediaRefusal(error, progress)) throw error
      // Nothing was answered, so nothing is paid twice.
      asked = { ...rest, ...withoutMedia }
      run.eventLog.append({ type: 'context', context: withoutMedia.context })
      try {
        outcome = await readAnswer(run, options, asked.request, progress)
      } finally {
        if (progress.hasBegun) await rememberRefusal(run, progress, withoutMedia.files, options)
      }
    }
  } catch (error) {
    if (run.controller.signal.aborted) {
      outcome = stopped(run.controller.signal.reason as AbortReason)
    } else {
      outcome = failed(error, asked?.media !== undefined)
      if (outcome.error === 'unsupported_file')
        await rememberRefusal(run, progress, [asked?.media?.file ?? []].flat(), options)
      unpaid = asked === undefined
      if (error instanceof ProviderError) {
        const failures = progress.attempts.flatMap(({ attempt }) => attempt.failure ?? [])
        unpaid = !progress.hasBegun && [error, ...failures].every(isUnpaid)
        retryAfter = error.retryAfter
        const { kind, reason, message } = error
        log.error({ run: run.id, kind, reason, provider_message: logMessage(error) }, message)
      } else {
        log.error({ run: run.id, err: error }, 'a run failed')
      }
    }
  }
  await run.eventLog.settle()
  if (run.controller.signal.reason === 'rejected') outcome = stopped('rejected')
  for (const { attempt, message } of progress.attempts) {
    if (attempt.failure) log.warn({ run: run.id, attempt, provider_message: message }, 'an attempt failed')
    const labels = { provider: attempt.provider, outcome: attempt.failure?.kind ?? 'answered' }
    metrics?.providerAttempts.observe(labels, attempt.duration / 1000)
  }
  try {
    const saved = await saveEnd(run, asked, progress, { ...outcome, unpaid }, options)
    if (saved) metrics?.runsEnded.inc({ status: outcome.status })
    return (
      saved && { ...outcome, content: progress.content, awaitsTitle: saved.awaits_title === true, retryAfter }
    )
  } catch (error) {
    log.error({ run: run.id, err: error }, 'how a run ended could not be saved')
    return undefined
  } finally {
    metrics?.runsUnderWay.dec({ state: progress.hasBegun ? 'running' : 'queued' })
  }
}

/** Whether no answer has begun, and pictures or documents may be why a model that was asked gave none. */
function isMediaRefusal(error: unknown, { attempts, hasBegun }: Progress): boolean {
  if (!(error instanceof ProviderError) || hasBegun) return false
  return mayRefuseMedia(error, logMessage(error)) || attempts.some(hasRefusedMedia)
}

function hasRefusedMedia({ attempt, message }: Progress['attempts'][number]): boolean {
  return attempt.failure !== undefined && mayRefuseMedia(attempt.failure, message)
}

/** Remembers which models have refused files, so that they are not given them with later questions. */
async function rememberRefusal(
  { id, user, model }: OwnRun,
  { attempts }: Progress,
  files: readonly number[],
  { db, log }: Pick<ExecutorOptions, 'db' | 'log'>,
): Promise<void> {
  if (files.length === 0) return
  const refused = attempts.filter(hasRefusedMedia).map(({ attempt }) => attempt.model)
  // A single provider tells of no attempts.
  for (const one of new Set(attempts.length > 0 ? refused : [model])) {
    await saveRejections(db, { user, ids: files, model: one }).catch((error) =>
      log.warn(
        { run: id, err: error },
        'that the model refuses files could not be saved; it will be asked again',
      ),
    )
  }
}

async function readAnswer(
  { controller, eventLog: journal }: OwnRun,
  { provider, metrics }: Pick<ExecutorOptions, 'provider' | 'metrics'>,
  request: ProviderRequest,
  progress: Progress,
): Promise<RunResult> {
  let outcome: RunResult | undefined
  for await (const events of provider.stream(request, controller.signal)) {
    for (const event of events) {
      switch (event.type) {
        case 'attempt':
          progress.attempts.push({ attempt: event.attempt, message: event.message })
          continue
        case 'adjusted':
          continue
        case 'finish':
          outcome = finished(event.reason, event.complete)
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
          journal.append(event)
          break
        case 'reset':
          progress.content = ''
          progress.reasoning = ''
          journal.append(event)
          break
        case 'reasoning':
          if (progress.reasoning.length < MAX_REASONING) progress.reasoning += event.text
          journal.append(event)
      }
      if (!progress.hasBegun) {
        metrics?.runsUnderWay.dec({ state: 'queued' })
        metrics?.runsUnderWay.inc({ state: 'running' })
      }
      progress.hasBegun = true
      journal.begin()
    }
    const room = journal.room()
    if (room !== undefined) await room
  }
  if (outcome === undefined) throw new Error('An answer ended without its finish')
  return outcome
}
