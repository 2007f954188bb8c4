import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { type Attachment, describe } from '../attachments/attachment.ts'
import { reservedOf } from '../database/connect.ts'
import { violatedConstraint } from '../database/failures.ts'
import { inTime } from '../http/connections/shutdown.ts'
import type { RunMetrics } from '../http/telemetry/metrics.ts'
import { createRunWithin, type Quotas } from '../limits/quotas.ts'
import type { Message, Provider, ProviderRequest } from '../models/provider.ts'
import { estimatePromptTokens } from '../models/usage.ts'
import { chatContext } from './context/chat-context.ts'
import type { ModelFiles } from './context/model-files.ts'
import { createEventLog } from './events/event-log.ts'
import { createSubscriptionBuffer } from './events/subscription-buffer.ts'
import { createSubscriptions, type Subscriptions } from './events/subscriptions.ts'
import { type Ended, executeRun, type OwnRun, type PreparedPrompt } from './executor.ts'
import { keepLease } from './lease.ts'
import { createRun, withdrawRun } from './queries/run-creation.ts'
import { findRunState } from './queries/run-events.ts'
import { requestCancel } from './queries/runs.ts'
import type { AbortReason } from './run-result.ts'
import { titleRequest } from './title.ts'

/** How long runs may go on once this process is told to stop, in ms. */
const GRACE_MS = 5_000
/** How often it is then looked for those that do, in ms. */
const STOP_INTERVAL_MS = 250
/** How long it takes at most to end the lease then, in ms. */
const RELEASE_TIMEOUT_MS = 1_000
/** How long a cancellation waits for another replica, and how often it looks meanwhile, in ms. */
const CANCEL_TIMEOUT_MS = 3_000
const CANCEL_INTERVAL_MS = 100

/** What somebody asks the model. */
export interface RunRequest {
  readonly user: number
  readonly prompt: string
  readonly options: Pick<ProviderRequest, 'model' | 'system' | 'temperature' | 'max_tokens'>
  readonly chat: number | null
  /** What is done where not all of the chat fits; null stands for `drop`. */
  readonly overflow: 'drop' | 'error' | null
  /** The id of the file that goes with the prompt, where it is one of the user's. */
  readonly file: number | null
  /** What the model is given of it. */
  readonly attachment: Attachment | null
  readonly key: {
    readonly key: string
    readonly fingerprint: Buffer
    /** The run that was begun under it before, and that failed before anything was paid. */
    readonly replacing?: number | null
  } | null
}

type Settings = Pick<RunRequest, 'file' | 'attachment' | 'key' | 'options' | 'overflow'>

export interface RunHandle {
  readonly id: number
  /** How it ended; undefined where somebody else has to see to that, or has. */
  readonly ended: Promise<Ended | undefined>
}

/** The prompt does not fit, alone or, where nothing may be left out, with what goes before it. */
export class ContextTooLong extends Error {
  override readonly name = 'ContextTooLong'
}

/** The chat has a title meanwhile, or it was tried often enough to find one. */
class NotToBeNamed extends Error {
  override readonly name = 'NotToBeNamed'
}

/** This process is about to end, and begins nothing. */
export class Stopping extends Error {
  override readonly name = 'Stopping'
}

export interface Runs {
  /**
   * Begins a run, which goes on by itself.
   *
   * Rejects with ContextTooLong or Stopping, with QuotaExceeded, or as `createRun` does. There is no run then.
   */
  begin(question: RunRequest): Promise<RunHandle>
  /** Cancels a user's run, and waits for its end for as long as a replica that is alive takes. */
  cancel(user: number, run: number): Promise<void>
  readonly subscribe: Subscriptions['subscribe']
  /** Begins nothing more, lets what is under way end for a while, and ends the rest as incomplete. */
  close(): Promise<void>
}

/** Starts to take runs, and to see to those that other replicas have abandoned. */
export function startRuns(options: {
  readonly db: Kysely<DB>
  readonly provider: Provider
  /** What is asked where nobody names a model. */
  readonly model: string
  readonly files: ModelFiles
  /** How many tokens the model is given of a chat at most, prompt included. */
  readonly contextLimit: number
  readonly quotas: Quotas
  readonly log: Pick<Logger, 'error' | 'warn'>
  readonly metrics?: RunMetrics | undefined
}): Runs {
  const { db, provider, contextLimit, log, metrics } = options
  const own = new Map<number, OwnRun & { readonly ended: Promise<Ended | undefined> }>()
  /** Those that are being created. */
  const beginning = new Set<Promise<RunHandle>>()
  let isStopping = false

  const stop = (run: number, why: AbortReason) => own.get(run)?.controller.abort(why)
  const stopAll = (why: AbortReason) => {
    for (const run of own.keys()) stop(run, why)
  }
  const lease = keepLease(reservedOf(db), {
    runs: () => own.keys(),
    // Nothing can be written of those that were deleted, which their end finds.
    onUnwanted: (run) => stop(run, 'cancelled'),
    onLost: () => stopAll('lost'),
    log,
  })
  const journal = createEventLog(reservedOf(db), {
    lease,
    onLost: (run) => stop(run, 'lost'),
    onRejected: (run) => stop(run, 'rejected'),
    log,
  })
  const following = createSubscriptions(db, { own, log })

  /** Creates a run, and works on it by what `prepare` resolves to. What `prepare` rejects with undoes it. */
  const begin = (...run: Parameters<typeof create>): Promise<RunHandle> => {
    if (isStopping) return Promise.reject(new Stopping())
    const begun = create(...run).finally(() => beginning.delete(begun))
    beginning.add(begun)
    return begun
  }

  const create = async (
    run: Pick<OwnRun, 'user' | 'purpose' | 'chat' | 'prompt' | 'model'>,
    { file, attachment, key, options: asked, overflow }: Settings,
    prepare: (run: OwnRun, promptMessage: number | null) => Promise<() => Promise<PreparedPrompt>>,
  ): Promise<RunHandle> => {
    const described = attachment && describe(attachment)
    const row = {
      ...run,
      system: asked.system ?? null,
      temperature: asked.temperature ?? null,
      maxTokens: asked.max_tokens ?? null,
      overflow,
      file,
      attachment: described && JSON.stringify(described),
      key: key?.key ?? null,
      fingerprint: key?.fingerprint ?? null,
      replacing: key?.replacing ?? null,
    }
    let worker: string | undefined
    let created: Awaited<ReturnType<typeof createRun>>
    do {
      await lease.ready(worker)
      worker = lease.worker
      const p = { ...row, worker }
      created = await createRunWithin(db, options.quotas, run, (db) => createRun(db, p))
    } while (!created.leased)
    if (created.id === null) throw new NotToBeNamed()
    const { id, prompt_message: promptMessage, started } = created
    const feed = createSubscriptionBuffer(0)
    feed.publish([{ run: id, sequence: 1, type: 'started', payload: started }])
    const controller = new AbortController()
    const begun = { id, ...run, worker, buffer: feed, eventLog: journal.open(id, 1, feed), controller }
    const { promise, resolve } = Promise.withResolvers<Ended | undefined>()
    own.set(id, { ...begun, ended: promise })
    const finish = (ended: Ended | undefined) => {
      own.delete(id)
      feed.end()
      resolve(ended)
    }
    let ask: () => Promise<PreparedPrompt>
    try {
      ask = await prepare(begun, promptMessage)
    } catch (error) {
      if (!controller.signal.aborted) {
        try {
          await withdrawRun(db, { id, worker })
        } finally {
          finish(undefined)
        }
        throw error
      }
      // Whoever stopped it has seen it, so it stays, and ends.
      ask = () => Promise.reject(error)
    }
    if (described) begun.eventLog.append({ type: 'attachment', attachment: described })
    executeRun(begun, ask, { db, provider, lease, log, metrics }).then((ended) => {
      finish(ended)
      if (ended?.awaitsTitle && ended.status === 'completed') nameChat(begun, ended)
    })
    return { id, ended: promise }
  }

  const beginAnswer = (question: RunRequest): Promise<RunHandle> => {
    const { attachment, chat, user, prompt } = question
    const { model, ...settings } = question.options
    const asked: Message = { role: 'user', content: prompt, ...(attachment && { attachments: [attachment] }) }
    const request = (messages: readonly Message[]): ProviderRequest => ({
      messages: [...messages, asked],
      ...settings,
      ...(model !== undefined && { model }),
    })
    const tokens = estimatePromptTokens(request([]))
    const run = { user, purpose: 'answer', chat, prompt, model: model ?? options.model } as const
    const hasMedia = attachment !== null && attachment.kind !== 'text'
    const media = hasMedia && { media: { file: question.file } }
    if (chat === null)
      return begin(run, question, async () => async () => ({ request: request([]), context: null, ...media }))
    if (tokens > contextLimit) return Promise.reject(new ContextTooLong())
    return begin(run, question, async ({ controller: { signal } }, before) => {
      const used = { tokens, bytes: attachment?.size ?? 0 }
      const ask = async () => {
        const found = {
          user,
          chat,
          before: before ?? 0,
          model: run.model,
          used,
          limit: contextLimit,
          signal,
        }
        const { messages, told, withoutMedia: less } = await chatContext(db, options.files, found)
        const withoutMedia = less && {
          withoutMedia: { request: request(less.messages), context: less.told, files: less.files },
        }
        return { request: request(messages), context: told, ...withoutMedia, ...media }
      }
      if (question.overflow !== 'error') return ask
      const whole = await ask()
      if (whole.context.dropped + whole.context.dropped_files > 0) throw new ContextTooLong()
      return async () => whole
    })
  }

  const nameChat = ({ user, chat, prompt }: OwnRun, { content }: Ended) => {
    const request = titleRequest(prompt, content)
    const run = {
      user,
      purpose: 'title',
      chat,
      prompt: request.messages[0]?.content ?? '',
      model: options.model,
    } as const
    const nothing = { file: null, attachment: null, key: null, options: {}, overflow: null }
    begin(run, nothing, async () => async () => ({ request, context: null })).catch((error) => {
      const isBeingNamed = violatedConstraint(error) === 'runs_one_active_in_a_chat'
      if (!isBeingNamed && !(error instanceof NotToBeNamed || error instanceof Stopping))
        log.warn({ chat, err: error }, 'a chat could not be named')
    })
  }

  return {
    begin: beginAnswer,
    subscribe: following.subscribe,
    async cancel(user, run) {
      const requested = await requestCancel(db, { user, id: run })
      if (requested === undefined) return
      const ownRun = own.get(run)
      if (ownRun !== undefined) {
        stop(run, 'cancelled')
        await ownRun.ended
        return
      }
      const until = performance.now() + CANCEL_TIMEOUT_MS
      while ((await findRunState(db, { run }))?.ended === false && performance.now() < until)
        await sleep(CANCEL_INTERVAL_MS)
    },
    async close() {
      isStopping = true
      const graceEnds = performance.now() + GRACE_MS
      // More than once, for those that are still being created.
      const timer = setInterval(() => performance.now() > graceEnds && stopAll('stopped'), STOP_INTERVAL_MS)
      while (own.size + beginning.size > 0)
        await Promise.allSettled([...beginning, ...[...own.values()].map(({ ended }) => ended)])
      clearInterval(timer)
      const release = async () => {
        await following.close()
        await lease.close()
      }
      // A database that is silent is not waited for: the lease ends by itself.
      await inTime(release, RELEASE_TIMEOUT_MS).catch(() => {})
    },
  }
}
