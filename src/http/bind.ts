import { Readable } from 'node:stream'
import type {
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  preParsingHookHandler,
  RouteOptions,
} from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routes } from '../../generated/routes.ts'
import type { Config } from '../config.ts'
import { workFor } from '../database/turns.ts'
import type { Guesses } from '../limits/guesses.ts'
import type { Quotas } from '../limits/quotas.ts'
import type { Metrics } from '../metrics.ts'
import { Problem, problem } from '../problem.ts'
import type { ModelFiles } from '../runs/model-file.ts'
import type { Runs } from '../runs/runs.ts'
import type { Storage } from '../storage/storage.ts'
import { guards } from './authenticate.ts'
import { expectBody, expectContent } from './body.ts'
import type { Call, Caller, Handlers, NothingBeside, OperationId, Tag } from './contract.ts'
import { signalOfDisconnect } from './disconnect.ts'
import { sendContinue } from './expect-continue.ts'
import { inputError } from './input-messages.ts'
import type { KnownAddresses } from './known-addresses.ts'
import type { Links } from './links.ts'
import type { Passwords } from './passwords.ts'
import { sendProblem } from './problems.ts'
import type { LimitedHooks, Rates } from './rates.ts'
import type { Revocations } from './revocations.ts'
import type { Tokens } from './tokens.ts'
import { fileTooLarge, MOST_FORM_BYTES } from './upload.ts'
import { isObject } from './validation.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: OperationId
  }
}

/** What handlers are made with. */
export interface Dependencies {
  readonly config: Config
  readonly db: Kysely<DB>
  readonly storage: Storage
  readonly models: readonly string[]
  readonly files: ModelFiles
  readonly runs: Runs
  readonly tokens: Tokens
  readonly passwords: Passwords
  readonly links: Links
  readonly revocations: Revocations
  readonly metrics: Metrics | undefined
  /** Whether the server has been told to stop. */
  readonly isClosing: () => boolean
  readonly rates: Rates
  readonly guesses: Guesses
  /** Where users have logged in. */
  readonly known: KnownAddresses
  readonly quotas: Quotas
}

interface RouteDefinition {
  readonly method: string
  readonly url: string
  readonly tag: Tag
  readonly authentication: keyof ReturnType<typeof guards>
  readonly params: object
  readonly querystring: object
  readonly headers?: object
  readonly body: Readonly<Record<string, object>>
  readonly bodyRequired: boolean
  /** The headers of a deprecated operation's successful responses. */
  readonly deprecation?: Readonly<Record<string, string>>
}

/** Any operation's handler, and what any of them may answer. */
type AnyHandler = (call: Omit<Call<OperationId>, 'user'> & { user: Caller | undefined }) => Promise<AnyAnswer>
type AnyAnswer =
  | Problem
  | { status: number; headers?: Record<string, string | number>; type?: string; body?: unknown }

/**
 * Makes the Fastify plugin of a tag's operations: method, path, security and schemas come from the contract, and the
 * handlers, exactly one for each operation, from `build`.
 */
export function resource<T extends Tag, Given extends Handlers<T>>(
  tag: T,
  build: (dependencies: Dependencies) => Given,
  ..._: NothingBeside<Handlers<T>, Given>
): FastifyPluginAsync<Dependencies> {
  return async (app, dependencies) => {
    const handlers: Record<string, unknown> = build(dependencies)
    const guard = guards(dependencies)
    const { UPLOAD_LIMIT: uploadLimit } = dependencies.config
    for (const [operationId, definition] of Object.entries<RouteDefinition>(routes)) {
      if (definition.tag !== tag) continue
      // What the compiler has seen one by one, it cannot see of all at once.
      const handler = handlers[operationId] as AnyHandler
      const id = operationId as OperationId
      const limited = dependencies.rates.limited(id, guard[definition.authentication])
      app.route(routeOf(id, definition, limited, handler, uploadLimit))
    }
  }
}

function routeOf(
  operationId: OperationId,
  definition: RouteDefinition,
  limited: LimitedHooks,
  handle: AnyHandler,
  uploadLimit: number,
): RouteOptions {
  const json = definition.body['application/json']
  const isUpload = 'multipart/form-data' in definition.body
  const tooLarge = () => (isUpload ? fileTooLarge(uploadLimit) : problem('body_too_large'))
  return {
    method: definition.method,
    url: definition.url,
    config: { operationId },
    ...(isUpload && { bodyLimit: uploadLimit + MOST_FORM_BYTES }),
    schema: {
      params: definition.params,
      querystring: definition.querystring,
      ...(definition.headers && { headers: definition.headers }),
      ...(json && { body: { content: { 'application/json': { schema: json } } } }),
    },
    // Who calls comes first: a stranger learns nothing about the body.
    ...limited,
    onRequest: [limited.onRequest, expectBody(definition, tooLarge)],
    // A form is read by its handler, which looks at the quotas before.
    ...(json && { preParsing: continueBody }),
    preValidation: expectContent(definition),
    handler: async (request, reply) => {
      const { body } = request
      if (isObject(body) && body.user !== undefined) expectOwnId(request.caller, body.user)
      const user = request.caller ?? undefined
      const signal = () => signalOfDisconnect(reply)
      const call = { params: request.params, query: request.query, body, user, signal, request }
      // The guard and the validators have seen to it that the call is the operation's.
      const answer = () => handle(call as Parameters<AnyHandler>[0])
      return send(request, reply, await (user ? workFor(user.id, answer) : answer()), definition.deprecation)
    },
  }
}

/**
 * Holds that a body's `user` is the caller's own id.
 *
 * @throws the Problem `user_mismatch`
 */
export function expectOwnId(caller: Caller | null | undefined, given: unknown): void {
  if (given === caller?.id) return
  throw problem('user_mismatch', { errors: [inputError('/body/user', 'notOwnId')] })
}

const continueBody: preParsingHookHandler = (request, _reply, payload, done) => {
  sendContinue(request.raw)
  done(null, payload)
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: AnyAnswer,
  deprecation: RouteDefinition['deprecation'] = {},
): FastifyReply {
  if (answer instanceof Problem) return sendProblem(request, reply, answer)
  reply.code(answer.status).headers(deprecation)
  if (answer.headers !== undefined) reply.headers(answer.headers)
  if (answer.type !== undefined) reply.type(answer.type)
  // Fastify would say of nothing that it has 0 bytes, which is not what GET says (RFC 9110, section 8.6).
  const nothing = request.method === 'HEAD' ? Readable.from([]) : undefined
  return reply.send(answer.body ?? nothing)
}
