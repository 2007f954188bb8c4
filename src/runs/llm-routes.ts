import { isDeepStrictEqual } from 'node:util'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import type { CreateRunRequest } from '../../generated/handlers.ts'
import { MAX_ATTACHMENT_BYTES } from '../attachments/attachment.ts'
import { FileError } from '../attachments/file-error.ts'
import { routesOf } from '../contract/route-registration.ts'
import { isUnavailable, violatedConstraint } from '../database/failures.ts'
import type { SignedUrls } from '../files/signed-urls.ts'
import { idempotencyKey, keyReused, replayed } from '../http/idempotency.ts'
import { findKey } from '../http/idempotency-queries.ts'
import { type Finding, inputError, invalid, MAX_ERRORS } from '../http/problems/input-errors.ts'
import { type InputError, Problem, problem } from '../http/problems/problem.ts'
import type { ErrorCode } from '../http/problems/problem-codes.ts'
import type { Metrics } from '../http/telemetry/metrics.ts'
import { QuotaExceeded } from '../limits/quotas.ts'
import { findMessage } from '../messages/queries.ts'
import type { AnswersInProgress } from './answers-in-progress.ts'
import type { ModelFiles } from './context/model-files.ts'
import { type StoredPart, toolParts } from './context/stored-parts.ts'
import { continuationOf } from './continuation.ts'
import { EVENT_STREAM_TYPE, eventStream, eventStreamHeaders, prefersEvents } from './event-stream.ts'
import { streamInTime } from './late-stream.ts'
import type { RunKey } from './queries/run-events.ts'
import { findActiveRun } from './queries/runs.ts'
import type { PromptFile, RunRequest } from './run-request.ts'
import { runDetails } from './run-result.ts'
import { ContextTooLong, ModelNotOffered, type RunHandle, type Runs, Stopping } from './runs.ts'
import type { SchemaChecks } from './schemas/schema-checks.ts'
import { refusedChoice, refusedSchemas } from './tools.ts'

/** Problem code of each kind of file error, and the finding about the member that names the file. */
const fileProblems = {
  unreachable: ['file_unreachable', 'unreachableFile'],
  unreadable: ['file_unreadable', 'unreadableFile'],
  unsupported: ['unsupported_file', 'unsupportedFile'],
  too_large: ['file_too_large', 'oversizedFile'],
  busy: ['overloaded', 'busyFile'],
} as const satisfies Record<FileError['kind'], readonly [ErrorCode, Finding]>

/** Error codes of failed runs; every other one is a defect of this server. */
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

type Earlier = NonNullable<Awaited<ReturnType<typeof findKey>>>

/** Responses of an operation, to a new run and to a replayed one. */
interface Responses<Response> {
  /** Responds to a run that this request has started. `left` aborts when the client disconnects. */
  started(run: RunHandle, left: AbortSignal): Promise<Response>
  /**
   * Responds with the run that an earlier request started under the same key. `isReusable`: the key may start
   * another run.
   */
  earlier(run: number, isReusable: boolean): Promise<Response>
}

interface Dependencies {
  readonly answers: AnswersInProgress
  /** Longest context of a prompt, in tokens. */
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
      // The worker could not save the end.
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

    /** Returns the problem for a run that was not started. Rethrows other errors. */
    const refusal = async (error: unknown, { user, chat }: RunRequest, pointer: string) => {
      if (error instanceof ContextTooLong) return problem('context_too_long')
      if (error instanceof ModelNotOffered)
        return problem('not_found', { errors: [inputError('/body/chat', 'storedModel')] })
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
        case 'message_files_file':
          return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
        case 'messages_parent':
        case 'messages_order':
          return problem('not_found', { errors: [inputError('/body/parent', 'notFound')] })
        default:
          throw error
      }
    }

    /** Finds the message that is to be answered again; null if it is not one of the chat that is a prompt. */
    const findPrompt = async (user: number, chat: number | null, parent: number | null | undefined) => {
      const found = parent ? await findMessage(db, { user, id: parent }) : undefined
      if (found === undefined || found.chat !== chat || found.role !== 'user') return null
      const { id, content } = found
      const files = found.files as number[]
      const { toolResults: results = [] } = toolParts((found.parts ?? []) as StoredPart[])
      const isEmpty = content.trim() === '' && files.length + results.length === 0
      return isEmpty ? null : { id, content, files, results }
    }

    /**
     * Checks a request. Returns the response if no run is to be started, else a function that starts it.
     * `isSlow`: files are read before the run starts.
     */
    const ask = async <Response>(
      { body, request, signal, user }: CreateRunRequest,
      responses: Responses<Response>,
    ) => {
      const { chat = null, parent, overflow = null } = body
      const { model, system, temperature, max_tokens, reasoning_effort, output } = body
      const { tools, tool_choice, tool_results } = body
      if (model !== undefined && !models.includes(model))
        return { response: problem('not_found', { errors: [inputError('/body/model', 'unknownModel')] }) }
      const broken = brokenRule(body)
      if (broken !== undefined) return { response: invalid([broken]) }
      const key = idempotencyKey(request, body)
      const earlier = key && (await findKey(db, { user: user.id, key: key.key }))
      const isSame = (found: Earlier) => key !== null && found.fingerprint.equals(key.fingerprint)
      const replay = (found: Earlier) =>
        isSame(found) && found.run !== null ? responses.earlier(found.run, found.reusable) : keyReused()
      if (earlier && !(earlier.reusable && isSame(earlier))) return { response: await replay(earlier) }

      // The tools of a continuation may be those of the run that it continues.
      const choice = tool_results && !tools ? [] : refusedChoice(tools ?? [], tool_choice)
      const unusable = [...choice, ...(await refusedSchemas(body, schemas))]
      if (unusable.length > 0)
        return { response: problem('schema_not_valid', { errors: unusable.slice(0, MAX_ERRORS) }) }
      const isAgain = body.prompt === undefined && tool_results === undefined
      const linked = body.file_url ?? null
      const url = linked === null ? null : (signedUrls.fileOf(linked, request.publicUrl) ?? linked)
      const given = [
        ...(url === null ? [] : [{ source: url, pointer: '/body/file_url' }]),
        ...(body.file ? [{ source: body.file, pointer: '/body/file' }] : []),
        ...(body.files ?? []).map((source, index) => ({ source, pointer: `/body/files/${index}` })),
      ]
      const left = signal()
      const begin = async () => {
        let runRequest: RunRequest | undefined
        // The file that is being read, or the first one.
        let pointer = given[0]?.pointer ?? '/body/parent'
        try {
          const continuation =
            tool_results && chat !== null
              ? await continuationOf(
                  db,
                  { user: user.id, chat, parent, replacing: earlier?.run },
                  tool_results,
                )
              : undefined
          if (continuation instanceof Problem) {
            // The same request may have continued meanwhile.
            const winner = key && (await findKey(db, { user: user.id, key: key.key }))
            return winner && winner.run !== earlier?.run ? replay(winner) : continuation
          }
          let existing = isAgain ? await findPrompt(user.id, chat, parent) : undefined
          const attachments: PromptFile[] = []
          for (;;) {
            if (existing === null)
              return problem('not_found', { errors: [inputError('/body/parent', 'notPrompt')] })
            const sources = existing?.files.map((source) => ({ source, pointer: '/body/parent' })) ?? given
            attachments.length = 0
            let size = 0
            for (const one of sources) {
              pointer = one.pointer
              const attachment = await files.read(one.source, user.id, left)
              if (attachment === undefined)
                return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
              size += attachment.size
              if (size > MAX_ATTACHMENT_BYTES && attachments.length > 0)
                return problem('file_too_large', { errors: [inputError(pointer, 'oversizedFiles')] })
              attachments.push({ file: typeof one.source === 'number' ? one.source : null, attachment })
            }
            if (!existing || sources.length === 0) break
            // Reading files may take seconds, in which the prompt may have been edited.
            const current = await findPrompt(user.id, chat, parent)
            if (isDeepStrictEqual(current, existing)) break
            existing = current
          }
          const offered = tools ?? continuation?.tools
          const unoffered = refusedChoice(offered ?? [], tool_choice)
          if (unoffered.length > 0) return problem('schema_not_valid', { errors: unoffered })
          runRequest = {
            user: user.id,
            prompt: existing?.content ?? body.prompt ?? '',
            options: {
              ...(model !== undefined && { model }),
              ...(system !== undefined && { system }),
              ...(temperature !== undefined && { temperature }),
              ...(max_tokens !== undefined && { max_tokens }),
              ...(reasoning_effort !== undefined && { reasoningEffort: reasoning_effort }),
              ...(offered !== undefined && { tools: offered }),
              ...(tool_choice !== undefined && { toolChoice: tool_choice }),
              ...(output !== undefined && { outputSchema: output.schema }),
            },
            chat,
            parent: continuation?.parent ?? parent,
            toolResults: continuation?.results ?? existing?.results ?? [],
            promptMessage: existing?.id ?? null,
            overflow,
            attachments,
            key: key && { ...key, replacing: earlier?.run ?? null },
          }
        } catch (error) {
          if (!(error instanceof FileError)) throw error
          request.log.info({ kind: error.kind, reason: error.reason }, error.message)
          const [code, finding] = fileProblems[error.kind]
          return problem(code, { errors: [inputError(pointer, finding)] })
        }
        try {
          const run = await runs.begin(runRequest)
          if (body.cancel_on_disconnect) cancelWhenLeft(left, request, () => runs.cancel(user.id, run.id))
          return await responses.started(run, left)
        } catch (error) {
          // Two requests raced under one key: the other one has taken the key, the chat or the rest of the
          // quota.
          const taken = violatedConstraint(error)
          const isClaimed =
            taken === 'idempotency_keys_pkey' ||
            taken === 'runs_one_active_in_a_chat' ||
            error instanceof QuotaExceeded
          const winner = key && isClaimed ? await findKey(db, { user: user.id, key: key.key }) : undefined
          if (winner && (!earlier || winner.run !== earlier.run)) return replay(winner)
          return refusal(error, runRequest, pointer)
        }
      }
      const isSlow = body.prompt === undefined || given.length > 0 || (chat !== null && overflow === 'error')
      return { begin, left, isSlow }
    }

    return {
      listModels: async () => ({ status: 200, body: models.map(modelOf) }),

      askModel: async (call) => {
        const { body, request, signal, user } = call
        const asEvents = body.stream ?? prefersEvents(request.headers.accept)
        const asked = await ask(call, {
          async started(run, left) {
            if (asEvents) return events({ user: user.id, id: run.id }, left, {})
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
        if ('response' in asked) return asked.response
        const { begin, isSlow, left } = asked
        return asEvents && isSlow ? streamInTime(begin(), request, left) : begin()
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
        const asked = await ask(call, {
          started: (run) => accepted(run.id, {}),
          earlier: (id) => accepted(id, replayed),
        })
        return 'response' in asked ? asked.response : asked.begin()
      },
    }
  },
)

/** Returns the error of members that the contract does not allow together; undefined if there is none. */
function brokenRule(body: CreateRunRequest['body']): InputError | undefined {
  const { prompt, chat, parent, file, file_url: url, files = [], tool_results: results } = body
  if (file && url) return inputError('/body/file', 'ambiguousFile')
  if (files.length > 0 && (file || url)) return inputError('/body/files', 'ambiguousFiles')
  if (parent !== undefined && !chat) return inputError('/body/parent', 'parentWithoutChat')
  if (results !== undefined && prompt !== undefined)
    return inputError('/body/tool_results', 'resultsWithPrompt')
  if (results !== undefined && !chat) return inputError('/body/tool_results', 'resultsWithoutChat')
  if (prompt === undefined) {
    if (!parent && results === undefined) return inputError('/body/prompt', 'missingPrompt')
    if (file) return inputError('/body/file', 'fileWithoutPrompt')
    if (url) return inputError('/body/file_url', 'fileWithoutPrompt')
    return files.length > 0 ? inputError('/body/files', 'fileWithoutPrompt') : undefined
  }
  const hasFile = file || url || files.length > 0
  return prompt.trim() === '' && !hasFile ? inputError('/body/prompt', 'blankPrompt') : undefined
}

function cancelWhenLeft(left: AbortSignal, request: FastifyRequest, cancel: () => Promise<void>): void {
  const leave = () => {
    cancel().catch((error) =>
      request.log.error(
        { err: error },
        'A run whose client disconnected could not be cancelled and continues until it ends.',
      ),
    )
  }
  if (left.aborted) leave()
  else left.addEventListener('abort', leave, { once: true })
}
