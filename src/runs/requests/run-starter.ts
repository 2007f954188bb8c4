import { isDeepStrictEqual } from 'node:util'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import type { CreateRunRequest } from '../../../generated/handlers.ts'
import { violatedConstraint } from '../../database/failures.ts'
import type { SignedUrls } from '../../files/signed-urls.ts'
import { idempotencyKey, keyReused } from '../../http/idempotency.ts'
import { findKey } from '../../http/idempotency-queries.ts'
import { inputError, invalid, MAX_ERRORS } from '../../http/problems/input-errors.ts'
import { Problem, problem } from '../../http/problems/problem.ts'
import { QuotaExceeded } from '../../limits/quotas.ts'
import { findMessage } from '../../messages/queries.ts'
import type { ModelFiles } from '../context/model-files.ts'
import { toolAndOutputErrors, toolChoiceErrors } from '../execution/tools.ts'
import type { RunRequest } from '../run-request.ts'
import type { RunHandle, Runs } from '../runs.ts'
import type { SchemaChecks } from '../schemas/schema-checks.ts'
import { type StoredPart, toolParts } from '../stored-parts.ts'
import { continuationOf } from './continuation.ts'
import { type FileSource, fileSources, readPromptFiles } from './prompt-files.ts'
import { brokenRule } from './request-rules.ts'
import { startProblem } from './start-problem.ts'

type Earlier = NonNullable<Awaited<ReturnType<typeof findKey>>>

/** Responses of an operation for a new run and for one that an earlier request started. */
interface Responses<Response> {
  /** Responds to a run that this request has started. `disconnected` aborts when the client disconnects. */
  started(run: RunHandle, disconnected: AbortSignal): Promise<Response>
  /**
   * Responds with the run that an earlier request started under the same key. `isReusable`: the key may start
   * another run.
   */
  earlier(run: number, isReusable: boolean): Promise<Response>
}

interface PromptPlace {
  readonly user: number
  readonly chat: number | null
  readonly parent: number | null | undefined
}

interface Dependencies {
  readonly db: Kysely<DB>
  readonly files: ModelFiles
  readonly signedUrls: Pick<SignedUrls, 'fileOf'>
  /** Models that may be requested; the first one is the default. */
  readonly models: readonly string[]
  readonly runs: Runs
  readonly schemas: SchemaChecks
}

/** Creates the function that checks a request and starts its run. */
export function createRunStarter({ db, files, signedUrls, models, runs, schemas }: Dependencies) {
  /** Finds the message that is to be answered again; null if there is no such prompt in the chat. */
  const findPrompt = async ({ user, chat, parent }: PromptPlace) => {
    const found = parent ? await findMessage(db, { user, id: parent }) : undefined
    if (found === undefined || found.chat !== chat || found.role !== 'user') return null
    const { id, content } = found
    const files = found.files as number[]
    const { toolResults: results = [] } = toolParts((found.parts ?? []) as StoredPart[])
    const isEmpty = content.trim() === '' && files.length + results.length === 0
    return isEmpty ? null : { id, content, files, results }
  }

  /** Reads the message that is to be answered again, and its files. */
  const readPrompt = async (
    place: PromptPlace,
    read: (sources: readonly FileSource[]) => ReturnType<typeof readPromptFiles>,
  ) => {
    let found = await findPrompt(place)
    for (;;) {
      if (found === null) return problem('not_found', { errors: [inputError('/body/parent', 'notPrompt')] })
      const attachments = await read(found.files.map((source) => ({ source, pointer: '/body/parent' })))
      if (attachments instanceof Problem) return attachments
      // Reading files may take seconds, in which the prompt may have been edited.
      const current: Awaited<ReturnType<typeof findPrompt>> =
        found.files.length > 0 ? await findPrompt(place) : found
      if (isDeepStrictEqual(current, found)) return { ...found, attachments }
      found = current
    }
  }

  /**
   * Reads the objects that a request refers to. Returns the problem if one does not exist or cannot be used.
   *
   * @param replacing run that the new one replaces under its key
   */
  const prepare = async (
    { body, request: { log }, user }: CreateRunRequest,
    given: readonly FileSource[],
    signal: AbortSignal,
    replacing: number | null | undefined,
  ) => {
    const { chat = null, parent, tool_choice, tool_results } = body
    const target = { user: user.id, chat: chat ?? 0, parent, replacing }
    const continuation = tool_results && (await continuationOf(db, target, tool_results))
    if (continuation instanceof Problem) return continuation
    const isAgain = body.prompt === undefined && tool_results === undefined
    const read = (sources: readonly FileSource[]) =>
      readPromptFiles(files, sources, { user: user.id, signal, log })
    const existing = isAgain ? await readPrompt({ user: user.id, chat, parent }, read) : undefined
    if (existing instanceof Problem) return existing
    const attachments = existing?.attachments ?? (await read(given))
    if (attachments instanceof Problem) return attachments
    const tools = body.tools ?? continuation?.tools
    const unoffered = toolChoiceErrors(tools ?? [], tool_choice)
    if (unoffered.length > 0) return problem('schema_not_valid', { errors: unoffered })
    const prepared: Omit<RunRequest, 'key'> = {
      user: user.id,
      prompt: existing?.content ?? body.prompt ?? '',
      options: optionsOf(body, tools),
      chat,
      parent: continuation?.parent ?? parent,
      toolResults: continuation?.results ?? existing?.results ?? [],
      promptMessage: existing?.id ?? null,
      overflow: body.overflow ?? null,
      attachments,
    }
    return prepared
  }

  /**
   * Checks a request. Resolves to the response if no run is to be started, otherwise to a function that
   * starts the run. `isSlow` is true if files or messages are read first.
   */
  return async <Response>(call: CreateRunRequest, responses: Responses<Response>) => {
    const { body, request, signal, user } = call
    if (body.model !== undefined && !models.includes(body.model))
      return { response: problem('not_found', { errors: [inputError('/body/model', 'unknownModel')] }) }
    const broken = brokenRule(body)
    if (broken !== undefined) return { response: invalid([broken]) }
    const key = idempotencyKey(request, body)
    const storedKey = async () => (key ? findKey(db, { user: user.id, key: key.key }) : undefined)
    const stored = await storedKey()
    const isSame = (found: Earlier) => key !== null && found.fingerprint.equals(key.fingerprint)
    const replay = (found: Earlier) =>
      isSame(found) && found.run !== null ? responses.earlier(found.run, found.reusable) : keyReused()
    if (stored && !(stored.reusable && isSame(stored))) return { response: await replay(stored) }

    // The tools of a continuation may be those of the run that it continues.
    const choice =
      body.tool_results && !body.tools ? [] : toolChoiceErrors(body.tools ?? [], body.tool_choice)
    const unusable = [...choice, ...(await toolAndOutputErrors(body, schemas))]
    if (unusable.length > 0)
      return { response: problem('schema_not_valid', { errors: unusable.slice(0, MAX_ERRORS) }) }
    const given = fileSources(body, signedUrls, request.publicUrl)
    const disconnected = signal()

    const begin = async () => {
      let replaced = stored
      for (;;) {
        const prepared = await prepare(call, given, disconnected, replaced?.run)
        if (prepared instanceof Problem) {
          const found = await storedKey()
          return found && found.run !== replaced?.run ? replay(found) : prepared
        }
        try {
          const run = await runs.begin({
            ...prepared,
            key: key && { ...key, replacing: replaced?.run ?? null },
          })
          if (body.cancel_on_disconnect)
            cancelOnDisconnect(disconnected, request, () => runs.cancel(user.id, run.id))
          return await responses.started(run, disconnected)
        } catch (error) {
          // A concurrent request may have taken the key, the chat or the rest of the quota.
          const taken = violatedConstraint(error)
          const isKeyTaken = taken === 'idempotency_keys_pkey'
          const isTaken =
            isKeyTaken || taken === 'runs_one_active_in_a_chat' || error instanceof QuotaExceeded
          const found = isTaken ? await storedKey() : undefined
          if (found && found.run !== replaced?.run) return replay(found)
          if (!isKeyTaken || found)
            return startProblem(error, db, prepared, given.at(-1)?.pointer ?? '/body/parent')
          // The key is free again, because the chat of the run that took it has been deleted.
          replaced = undefined
        }
      }
    }
    const isInChat = body.chat !== undefined && body.chat !== null
    const isSlow = body.prompt === undefined || given.length > 0 || (isInChat && body.overflow === 'error')
    return { begin, disconnected, isSlow }
  }
}

function optionsOf(
  { model, system, temperature, max_tokens, reasoning_effort, tool_choice, output }: CreateRunRequest['body'],
  tools: RunRequest['options']['tools'],
): RunRequest['options'] {
  return {
    ...(model !== undefined && { model }),
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && { temperature }),
    ...(max_tokens !== undefined && { max_tokens }),
    ...(reasoning_effort !== undefined && { reasoningEffort: reasoning_effort }),
    ...(tools !== undefined && { tools }),
    ...(tool_choice !== undefined && { toolChoice: tool_choice }),
    ...(output !== undefined && { outputSchema: output.schema }),
  }
}

function cancelOnDisconnect(
  disconnected: AbortSignal,
  request: FastifyRequest,
  cancel: () => Promise<void>,
): void {
  const cancelRun = () => {
    cancel().catch((error) =>
      request.log.error(
        { err: error },
        'A run whose client disconnected could not be cancelled and continues until it ends.',
      ),
    )
  }
  if (disconnected.aborted) cancelRun()
  else disconnected.addEventListener('abort', cancelRun, { once: true })
}
