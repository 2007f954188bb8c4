import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { DB } from '../../generated/database.ts'
import { describe } from '../attachments/attachment.ts'
import { reservedOf } from '../database/connections/connect.ts'
import { violatedConstraint } from '../database/failures.ts'
import { unlessReferenced } from '../database/unless-referenced.ts'
import type { RunMetrics } from '../http/telemetry/metrics.ts'
import { createRunWithin, type Quotas } from '../limits/quotas.ts'
import type { Provider } from '../models/provider.ts'
import type { Signals } from '../replicas/signals.ts'
import { withTimeout } from '../with-timeout.ts'
import { answerPrompt, type Prepare } from './context/answer-prompt.ts'
import type { ModelFiles } from './context/model-files.ts'
import { createEventLog } from './events/event-log.ts'
import { createSubscriptionBuffer } from './events/subscription-buffer.ts'
import { createSubscriptions, type Subscriptions } from './events/subscriptions.ts'
import { type EndedRun, executeRun } from './execution/executor.ts'
import { keepLease } from './execution/lease.ts'
import type { OwnRun } from './execution/own-run.ts'
import { titleRequest } from './execution/title.ts'
import { ModelNotOffered, Stopping, TitleNotNeeded } from './not-started.ts'
import type { PreparedPrompt } from './prepared-prompt.ts'
import { createRun, withdrawRun } from './queries/run-creation.ts'
import { findRunState } from './queries/run-events.ts'
import { requestCancel } from './queries/runs.ts'
import type { RunRequest } from './run-request.ts'
import type { AbortReason } from './run-result.ts'
import type { SchemaChecks } from './schemas/schema-checks.ts'
import { storedRequest } from './stored-request.ts'

/** Time, in ms, that active runs have to end after a shutdown begins. */
const GRACE_MS = 5_000
/** Interval, in ms, at which runs that are still active after GRACE_MS are aborted. */
const STOP_INTERVAL_MS = 250
/** Timeout, in ms, for ending the lease during a shutdown. */
const RELEASE_TIMEOUT_MS = 1_000
/** Maximum wait of a cancellation for another replica, and its polling interval, in ms. */
const CANCEL_TIMEOUT_MS = 3_000
const CANCEL_INTERVAL_MS = 100

type Settings = Omit<RunRequest, 'user' | 'prompt' | 'chat'>

export interface RunHandle {
  readonly id: number
  /** Resolves to the result, or to undefined if the run was lost, deleted or withdrawn. */
  readonly ended: Promise<EndedRun | undefined>
}

export interface Runs {
  /**
   * Starts a run and executes it in the background.
   *
   * @throws ContextTooLong, ModelNotOffered, Stopping, QuotaExceeded, or as `createRun` does; in all cases,
   *   no run exists
   */
  begin(runRequest: RunRequest): Promise<RunHandle>
  /** Cancels a user's run, and waits for its end, up to 3 s if another replica executes it. */
  cancel(user: number, run: number): Promise<void>
  readonly subscribe: Subscriptions['subscribe']
  /**
   * Starts no more runs, waits for the active ones for GRACE_MS, and aborts the rest, which end as
   * incomplete.
   */
  close(): Promise<void>
}

/** Starts executing runs and ending the abandoned runs of other replicas. */
export function startRuns(options: {
  readonly db: Kysely<DB>
  readonly signals: Signals
  readonly provider: Provider
  /** Models that are offered; the first is the default. */
  readonly models: readonly [string, ...string[]]
  readonly files: ModelFiles
  /** Context limit in tokens, prompt included. */
  readonly contextLimit: number
  readonly quotas: Quotas
  readonly schemas: SchemaChecks
  readonly log: Pick<Logger, 'error' | 'warn'>
  readonly metrics?: RunMetrics | undefined
}): Runs {
  const { db, signals, provider, schemas, log, metrics } = options
  const own = new Map<number, OwnRun & { readonly ended: Promise<EndedRun | undefined> }>()
  /** Runs being created. */
  const beginning = new Set<Promise<RunHandle>>()
  let isStopping = false

  const stop = (run: number, reason: AbortReason) => own.get(run)?.controller.abort(reason)
  const stopAll = (reason: AbortReason) => {
    for (const run of own.keys()) stop(run, reason)
  }
  const lease = keepLease(reservedOf(db), {
    runs: () => own.keys(),
    // Deleted runs are cancelled too; saving their end then finds no row.
    onUnwanted: (run) => stop(run, 'cancelled'),
    onLost: () => stopAll('lost'),
    signals,
    log,
  })
  const eventLog = createEventLog(reservedOf(db), {
    lease,
    onLost: (run) => stop(run, 'lost'),
    onRejected: (run) => stop(run, 'rejected'),
    log,
  })
  const subscriptions = createSubscriptions(db, { reserved: reservedOf(db), own, signals, log })

  // Defined outside of `create`, because subscribers would otherwise keep everything in its scope in memory,
  // such as the text.
  const signalEventsOf = (run: number) => () => signals.send(`run:${run}:events`)

  /**
   * Creates a run and executes the request that `prepare` resolves to. If `prepare` rejects, the run is
   * withdrawn.
   */
  const begin = (...run: Parameters<typeof create>): Promise<RunHandle> => {
    if (isStopping) return Promise.reject(new Stopping())
    const handle = create(...run).finally(() => beginning.delete(handle))
    beginning.add(handle)
    return handle
  }

  const create = async (
    run: Pick<OwnRun, 'user' | 'purpose' | 'chat' | 'prompt'>,
    settings: Settings,
    prepare: Prepare,
  ): Promise<RunHandle> => {
    const row = { ...run, ...storedRequest(settings), models: options.models }
    let worker: string | undefined
    let created: Awaited<ReturnType<typeof createRun>>
    do {
      await lease.ready(worker)
      worker = lease.worker
      const p = { ...row, worker }
      const insert = () => createRunWithin(db, options.quotas, run, (db) => createRun(db, p))
      // Only a run that replaces another one can succeed in another attempt: the replaced messages may just
      // have been answered.
      created = await (row.replacing === null ? insert() : unlessReferenced(['messages_parent'], insert))
    } while (!created.leased)
    if (!created.is_offered) throw new ModelNotOffered()
    if (created.id === null) throw new TitleNotNeeded()
    const { id, started } = created
    const buffer = createSubscriptionBuffer(0, signalEventsOf(id))
    const stopListening = [
      signals.listen(`run:${id}:followed`, () => buffer.followElsewhere()),
      signals.listen(`run:${id}:cancelled`, () => lease.check()),
    ]
    buffer.publish([{ run: id, sequence: 1, type: 'started', payload: started }])
    const controller = new AbortController()
    const ownRun = {
      id,
      ...run,
      model: created.requested_model ?? options.models[0],
      worker,
      buffer,
      eventLog: eventLog.open({ user: run.user, id }, 1, buffer),
      controller,
    }
    const { promise, resolve } = Promise.withResolvers<EndedRun | undefined>()
    own.set(id, { ...ownRun, ended: promise })
    const finish = (ended: EndedRun | undefined) => {
      own.delete(id)
      for (const stop of stopListening) stop()
      buffer.end()
      resolve(ended)
    }
    let ask: () => Promise<PreparedPrompt>
    try {
      ask = await prepare(ownRun, created)
    } catch (error) {
      if (!controller.signal.aborted) {
        try {
          const withdrawn = { user: run.user, id, worker: ownRun.worker }
          await unlessReferenced(['messages_parent'], () => withdrawRun(db, withdrawn))
        } finally {
          finish(undefined)
        }
        throw error
      }
      // A run that was cancelled has been visible to clients, so it is ended instead of withdrawn.
      ask = () => Promise.reject(error)
    }
    for (const { attachment } of settings.attachments)
      ownRun.eventLog.append({ type: 'attachment', attachment: describe(attachment) })
    executeRun(ownRun, ask, { db, provider, schemas, lease, log, metrics }).then((ended) => {
      finish(ended)
      if (ended?.awaitsTitle && ended.status === 'completed') nameChat(ownRun, ended)
    })
    return { id, ended: promise }
  }

  const beginAnswer = async (runRequest: RunRequest): Promise<RunHandle> => {
    const { chat, user, prompt } = runRequest
    const prepare = answerPrompt({ db, files: options.files, limit: options.contextLimit }, runRequest)
    return begin({ user, purpose: 'answer', chat, prompt }, runRequest, prepare)
  }

  const nameChat = ({ user, chat, prompt }: OwnRun, { content }: EndedRun) => {
    const request = titleRequest(prompt, content)
    const run = {
      user,
      purpose: 'title',
      chat,
      prompt: request.messages[0]?.content ?? '',
    } as const
    const settings = {
      attachments: [],
      key: null,
      options: {},
      overflow: null,
      parent: undefined,
      promptMessage: null,
      toolResults: [],
    }
    begin(run, settings, async () => async () => ({ request, context: null })).catch((error) => {
      const isBeingNamed = violatedConstraint(error) === 'runs_one_active_in_a_chat'
      if (!isBeingNamed && !(error instanceof TitleNotNeeded || error instanceof Stopping))
        log.warn(
          { chat, err: error },
          'The title of a chat could not be generated; the chat keeps its title.',
        )
    })
  }

  return {
    begin: beginAnswer,
    subscribe: subscriptions.subscribe,
    async cancel(user, run) {
      // A run that its user no longer wants must not wait behind the user's other requests.
      const requested = await requestCancel(reservedOf(db), { user, id: run })
      if (requested === undefined) return
      const ownRun = own.get(run)
      if (ownRun !== undefined) {
        stop(run, 'cancelled')
        await ownRun.ended
        return
      }
      signals.send(`run:${run}:cancelled`)
      const until = performance.now() + CANCEL_TIMEOUT_MS
      while ((await findRunState(db, { user, run }))?.ended === false && performance.now() < until)
        await sleep(CANCEL_INTERVAL_MS)
    },
    async close() {
      isStopping = true
      const graceEnds = performance.now() + GRACE_MS
      // Repeated, because runs may still be in creation.
      const timer = setInterval(() => performance.now() > graceEnds && stopAll('stopped'), STOP_INTERVAL_MS)
      while (own.size + beginning.size > 0)
        await Promise.allSettled([...beginning, ...[...own.values()].map(({ ended }) => ended)])
      clearInterval(timer)
      const release = async () => {
        await subscriptions.close()
        await lease.close()
      }
      // If the database does not respond, the lease expires by itself.
      await withTimeout(release(), RELEASE_TIMEOUT_MS).catch(() => {})
    },
  }
}
