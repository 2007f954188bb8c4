import type { FastifyRequest } from 'fastify'
import { isUnavailable, violatedConstraint } from '../database/failures.ts'
import { resource } from '../http/bind.ts'
import { eventStream, eventStreamHeaders, eventStreamType, prefersEvents } from '../http/event-stream.ts'
import { type IdempotencyKey, idempotencyKey, keyReused, replayed } from '../http/idempotency.ts'
import { type Finding, inputError } from '../http/input-messages.ts'
import { streamInTime } from '../http/late-stream.ts'
import { invalid } from '../http/validation.ts'
import { FileError } from '../llm/file-error.ts'
import { Problem, problem } from '../problem.ts'
import type { ErrorCode } from '../problem-codes.ts'
import { findKey } from '../queries/idempotency-keys.ts'
import { findActiveRun, findRun } from '../queries/runs.ts'
import { runDetails } from '../runs/outcome.ts'
import { runBody } from '../runs/run-body.ts'
import { ContextTooLong, type Question, Stopping } from '../runs/runs.ts'

/** The problem of each kind of file error, and the finding about the member that names the file. */
const fileProblems = {
  unreachable: ['file_unreachable', 'unreachableFile'],
  unreadable: ['file_unreadable', 'unreadableFile'],
  unsupported: ['unsupported_file', 'unsupportedFile'],
  too_large: ['file_too_large', 'oversizedFile'],
  busy: ['overloaded', 'busyFile'],
} as const satisfies Record<FileError['kind'], readonly [ErrorCode, Finding]>

/** What runs fail of, as far as it is not a defect of this server's. */
const failures = [
  'context_too_long',
  'database_unavailable',
  'provider_failed',
  'provider_refused',
  'provider_unavailable',
  'provider_timeout',
  'unsupported_file',
] as const satisfies ErrorCode[]

type Earlier = NonNullable<Awaited<ReturnType<typeof findKey>>>

export const llm = resource('llm', ({ db, files, links, metrics, models, runs }) => {
  /**
   * A run that has ended, as it is answered.
   *
   * @param options.retryAfter when to try again, in s, if it failed; null where the same key does not try again
   */
  const ended = async (
    id: number,
    user: number,
    {
      headers = {},
      retryAfter,
    }: { headers?: Partial<typeof replayed>; retryAfter?: number | null | undefined },
  ) => {
    const run = await findRun(db, { id, user }).catch((error) => {
      if (isUnavailable(error)) return null
      throw error
    })
    if (run === undefined) {
      const detail = 'The run was cancelled and deleted together with its chat or its account.'
      return problem('not_found', { detail, run: id })
    }
    // Its worker lost the database, and can tell no more of it.
    if (run === null || run.ended_at === null) return problem('database_unavailable', { run: id })
    if (run.status !== 'failed') return { status: 200, headers, body: runBody(run) } as const
    const code = failures.find((failure) => failure === run.error)
    if (code === undefined) throw problem('internal_error', { run: id })
    const detail = runDetails[code] ?? problem(code).message
    if (retryAfter !== null) return problem(code, { run: id, retryAfter, headers, detail })
    const advice = 'Under this Idempotency-Key it stays so; to ask again, use a new one.'
    return problem(code, { run: id, retryAfter, headers, detail: `${detail} ${advice}` })
  }

  const events = (id: number, signal: AbortSignal, headers: Partial<typeof replayed>) =>
    ({
      status: 200,
      type: eventStreamType,
      headers: { ...eventStreamHeaders, ...headers },
      body: eventStream({ runs, metrics }, id, 0, signal),
    }) as const

  /** The answer out of the run that was begun under a key. */
  const replay = async (
    earlier: Earlier,
    { fingerprint }: IdempotencyKey,
    user: number,
    asEvents: boolean,
    signal: () => AbortSignal,
  ) => {
    if (!earlier.fingerprint.equals(fingerprint) || earlier.run === null) return keyReused()
    if (asEvents) return events(earlier.run, signal(), replayed)
    const run = await findRun(db, { id: earlier.run, user })
    if (run?.ended_at === null) return problem('idempotency_key_in_use', { run: run.id })
    return ended(earlier.run, user, { headers: replayed, ...(!earlier.reusable && { retryAfter: null }) })
  }

  /** Why a run was not begun. Throws every other error on. */
  const refusal = async (error: unknown, { user, chat }: Question, pointer: string) => {
    if (error instanceof ContextTooLong) return problem('context_too_long')
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
        return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
      default:
        throw error
    }
  }

  return {
    listModels: async () => ({ status: 200, body: models.map((id) => ({ id })) }),

    askModel: async ({ body, request, signal, user }) => {
      const { prompt, file: id = null, file_url: url = null, chat = null, overflow = 'drop' } = body
      const { model, system, temperature, max_tokens } = body
      if (model !== undefined && !models.includes(model)) {
        return invalid([inputError('/body/model', 'unknownModel')])
      }
      const pointer = id === null ? '/body/file_url' : '/body/file'
      if (id !== null && url !== null) return invalid([inputError(pointer, 'ambiguousFile')])
      if (prompt.trim() === '' && id === null && url === null)
        return invalid([inputError('/body/prompt', 'blankPrompt')])
      const asEvents = body.stream ?? prefersEvents(request.headers.accept)
      const key = idempotencyKey(request, body)
      const earlier = key && (await findKey(db, { user: user.id, key: key.key }))
      const isRetry = key && earlier?.reusable && earlier.fingerprint.equals(key.fingerprint)
      if (key && earlier && !isRetry) return replay(earlier, key, user.id, asEvents, signal)

      const source = id ?? (url === null ? null : (links.fileOf(url, request.publicUrl) ?? url))
      const left = signal()
      const answer = async () => {
        let question: Question | undefined
        try {
          const attachment = source === null ? null : await files.read(source, user.id, left)
          if (attachment === undefined) {
            return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
          }
          question = {
            user: user.id,
            prompt,
            options: {
              ...(model !== undefined && { model }),
              ...(system !== undefined && { system }),
              ...(temperature !== undefined && { temperature }),
              ...(max_tokens !== undefined && { max_tokens }),
            },
            chat,
            overflow,
            file: typeof source === 'number' ? source : null,
            attachment,
            key: key && { ...key, replacing: earlier?.run ?? null },
          }
        } catch (error) {
          if (!(error instanceof FileError)) throw error
          request.log.info({ kind: error.kind, reason: error.reason }, error.message)
          const [code, finding] = fileProblems[error.kind]
          return problem(code, { errors: [inputError(pointer, finding)] })
        }
        try {
          const run = await runs.begin(question)
          if (body.cancel_on_disconnect) cancelWhenLeft(left, request, () => runs.cancel(user.id, run.id))
          if (asEvents) return events(run.id, left, {})
          const end = await run.ended
          return await ended(run.id, user.id, { retryAfter: end?.retryAfter })
        } catch (error) {
          // Of two at the same moment under one key, the second finds the first one's key taken, or its chat, or that it has
          // used up the quota.
          const taken = violatedConstraint(error)
          const isClaimed =
            taken === 'idempotency_keys_pkey' ||
            taken === 'runs_one_active_in_a_chat' ||
            (error instanceof Problem && error.code === 'quota_exceeded')
          const winner = key && isClaimed ? await findKey(db, { user: user.id, key: key.key }) : undefined
          const isNew = winner && (!earlier || winner.run !== earlier.run)
          if (key && isNew) return replay(winner, key, user.id, asEvents, signal)
          return refusal(error, question, pointer)
        }
      }
      // Files take their time: that of the prompt, and with `error` those of the chat, which are read before the run goes on.
      const isSlow = source !== null || (chat !== null && overflow === 'error')
      return asEvents && isSlow ? streamInTime(answer(), request, left) : answer()
    },
  }
})

function cancelWhenLeft(left: AbortSignal, request: FastifyRequest, cancel: () => Promise<void>): void {
  const leave = () => {
    cancel().catch((error) => request.log.error({ err: error }, 'a run could not be cancelled'))
  }
  if (left.aborted) leave()
  else left.addEventListener('abort', leave, { once: true })
}
