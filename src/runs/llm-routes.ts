import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { isUnavailable } from '../database/failures.ts'
import type { SignedUrls } from '../files/signed-urls.ts'
import { replayed } from '../http/idempotency.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import type { ErrorCode } from '../http/problems/problem-codes.ts'
import type { Metrics } from '../http/telemetry/metrics.ts'
import type { AnswersInProgress } from './answers-in-progress.ts'
import type { ModelFiles } from './context/model-files.ts'
import { EVENT_STREAM_TYPE, eventStream, eventStreamHeaders, prefersEvents } from './event-stream.ts'
import { streamInTime } from './late-stream.ts'
import type { RunKey } from './queries/run-events.ts'
import { createRunStarter } from './requests/run-starter.ts'
import { runDetails } from './run-result.ts'
import type { Runs } from './runs.ts'
import type { SchemaChecks } from './schemas/schema-checks.ts'

/** Possible error codes of failed runs; any other code is a defect of this server. */
const failures = [
  'context_too_long',
  'database_unavailable',
  'output_not_valid',
  'provider_failed',
  'provider_refused',
  'provider_unavailable',
  'provider_timeout',
  'unsupported_file',
] as const satisfies ErrorCode[]

interface Dependencies {
  readonly answers: AnswersInProgress
  /** Maximum size of the context of a prompt, in tokens. */
  readonly contextLimit: number
  readonly db: Kysely<DB>
  readonly files: ModelFiles
  readonly signedUrls: Pick<SignedUrls, 'fileOf'>
  readonly metrics: Metrics | undefined
  /** Models that may be requested; the first one is the default. */
  readonly models: readonly string[]
  readonly runs: Runs
  readonly schemas: SchemaChecks
}

export const llmRoutes = routesOf(
  'llm',
  ({ answers, contextLimit, db, files, signedUrls, metrics, models, runs, schemas }: Dependencies) => {
    const start = createRunStarter({ db, files, signedUrls, models, runs, schemas })

    const modelOf = (id: string) => ({
      id,
      context_limit: contextLimit,
      files_sent_as: [...files.sentAs],
    })

    /** Reads a run, or returns the problem that prevents it. */
    const runOf = async (id: number, user: number) => {
      const run = await answers.readRun(db, { id, user }).catch((error) => {
        if (isUnavailable(error)) return null
        throw error
      })
      if (run === undefined) {
        const detail = 'The run was cancelled and deleted together with its chat or account.'
        return problem('not_found', { detail, run: id })
      }
      return run ?? problem('database_unavailable', { run: id })
    }

    /**
     * Returns the response for a run that has ended.
     *
     * @param options.retryAfter delay before a retry, in s, if the run failed; null if its key does not allow
     *   a retry
     */
    const ended = async (
      id: number,
      user: number,
      {
        headers = {},
        retryAfter,
      }: { headers?: Partial<typeof replayed>; retryAfter?: number | null | undefined },
    ) => {
      const run = await runOf(id, user)
      if (run instanceof Problem) return run
      // The worker could not save the end of the run.
      if (run.ended_at === null) return problem('database_unavailable', { run: id })
      if (run.status !== 'failed') return { status: 200, headers, body: run } as const
      const code = failures.find((failure) => failure === run.error)
      if (code === undefined) throw problem('internal_error', { run: id })
      const detail = runDetails[code] ?? problem(code).message
      const { errors } = run
      if (retryAfter !== null)
        return problem(code, { run: id, retryAfter, headers, detail, ...(errors && { errors }) })
      const advice = 'Requests with this Idempotency-Key return the same failure; use a new key to ask again.'
      return problem(code, {
        run: id,
        retryAfter,
        headers,
        detail: `${detail} ${advice}`,
        ...(errors && { errors }),
      })
    }

    const events = (run: RunKey, signal: AbortSignal, headers: Partial<typeof replayed>) =>
      ({
        status: 200,
        type: EVENT_STREAM_TYPE,
        headers: { ...eventStreamHeaders, ...headers },
        body: eventStream({ runs, metrics }, run, 0, signal),
      }) as const

    return {
      listModels: async () => ({ status: 200, body: models.map(modelOf) }),

      askModel: async (call) => {
        const { body, request, signal, user } = call
        const asEvents = body.stream ?? prefersEvents(request.headers.accept)
        const checked = await start(call, {
          async started(run, disconnected) {
            if (asEvents) return events({ user: user.id, id: run.id }, disconnected, {})
            const end = await run.ended
            return ended(run.id, user.id, { retryAfter: end?.retryAfter })
          },
          async earlier(id, isReusable) {
            if (asEvents) return events({ user: user.id, id }, signal(), replayed)
            const run = await answers.readRun(db, { id, user: user.id })
            if (run?.ended_at === null) return problem('idempotency_key_in_use', { run: id })
            return ended(id, user.id, { headers: replayed, ...(!isReusable && { retryAfter: null }) })
          },
        })
        if ('response' in checked) return checked.response
        const { begin, isSlow, disconnected } = checked
        return asEvents && isSlow ? streamInTime(begin(), request, disconnected) : begin()
      },

      createRun: async (call) => {
        const accepted = async (id: number, headers: Partial<typeof replayed>) => {
          const run = await runOf(id, call.user.id)
          if (run instanceof Problem) return run
          return {
            status: 202,
            headers: { Location: `/api/run/${id}`, ...headers },
            body: run,
          } as const
        }
        const checked = await start(call, {
          started: (run) => accepted(run.id, {}),
          earlier: (id) => accepted(id, replayed),
        })
        return 'response' in checked ? checked.response : checked.begin()
      },
    }
  },
)
