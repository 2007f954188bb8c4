import type {
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  preParsingHookHandler,
  RouteOptions,
} from 'fastify'
import type { Handlers } from '../../generated/handlers.ts'
import { routes } from '../../generated/routes.ts'
import { workFor } from '../database/connections/turns.ts'
import { disconnectSignal } from '../http/connections/disconnect.ts'
import { sendContinue } from '../http/connections/expect-continue.ts'
import { expectBody, expectContent } from '../http/json-body.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import { sendNothing } from '../http/responses/send-nothing.ts'
import { sendText } from '../http/responses/send-text.ts'
import { vary } from '../http/responses/vary.ts'
import { versionOf } from '../http/versions.ts'
import { isObject } from '../is-object.ts'
import type { Caller, Guards, Hook, LimitedHooks, OperationId, RequestContext } from './handler-types.ts'
import { sendProblem } from './problems.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: OperationId
  }
}

export interface Registration {
  readonly guards: Guards
  limited(operationId: OperationId, guard: Hook): LimitedHooks
  readonly forms: { readonly limit: number; readonly tooLarge: () => Problem }
}

interface RouteDefinition {
  readonly method: string
  readonly url: string
  readonly tag: keyof Handlers
  readonly authentication: keyof Guards
  readonly params: object
  readonly querystring: object
  readonly headers?: object
  readonly body: Readonly<Record<string, object>>
  readonly bodyRequired: boolean
  readonly deprecation?: Readonly<Record<string, string>>
}

type AnyHandler = (call: AnyRequest) => Promise<AnyResponse>
interface AnyRequest extends RequestContext {
  readonly params: unknown
  readonly query: unknown
  readonly headers: FastifyRequest['headers']
  readonly body: unknown
  readonly user: Caller | undefined
}
type AnyResponse =
  | Problem
  | { status: number; headers?: Record<string, string | number>; type?: string; body?: unknown }

/** Gives handlers without an operation a type that has no value, and that the compiler's message quotes. */
type WithoutOperation<T extends keyof Handlers, Given> = {
  readonly [Name in Exclude<keyof Given, keyof Handlers[T]>]: 'This tag has no operation of this name'
}

/**
 * Creates the Fastify plugin of a tag, as a function of its handlers' dependencies.
 *
 * @param bodyLimits longest JSON bodies, in bytes, of operations that take more than others
 */
export function routesOf<T extends keyof Handlers, Given extends Handlers[T], Dependencies = void>(
  tag: T,
  build: (dependencies: Dependencies) => Given & WithoutOperation<T, Given>,
  bodyLimits: { readonly [Name in keyof Handlers[T]]?: number } = {},
): (dependencies: Dependencies) => FastifyPluginAsync<Registration> {
  return (dependencies) => async (app, registration) => {
    const handlers: Record<string, unknown> = build(dependencies)
    const limits: Readonly<Record<string, number | undefined>> = bodyLimits
    for (const [operationId, definition] of Object.entries<RouteDefinition>(routes)) {
      if (definition.tag !== tag) continue
      // The compiler checks each handler's type, but cannot relate it to a variable operation id.
      const handler = handlers[operationId] as AnyHandler
      app.route(routeOf(operationId as OperationId, definition, handler, registration, limits[operationId]))
    }
  }
}

function routeOf(
  operationId: OperationId,
  definition: RouteDefinition,
  handle: AnyHandler,
  { guards, limited: limitedBy, forms }: Registration,
  jsonLimit: number | undefined,
): RouteOptions {
  const limited = limitedBy(operationId, guards[definition.authentication])
  const json = definition.body['application/json']
  const isUpload = 'multipart/form-data' in definition.body
  const bodyLimit = isUpload ? forms.limit : jsonLimit
  const tooLarge = () => (isUpload ? forms.tooLarge() : problem('body_too_large'))
  return {
    method: definition.method,
    url: definition.url,
    config: { operationId },
    ...(bodyLimit !== undefined && { bodyLimit }),
    schema: {
      params: definition.params,
      querystring: definition.querystring,
      ...(definition.headers && { headers: definition.headers }),
      ...(json && { body: { content: { 'application/json': { schema: json } } } }),
    },
    // The guard comes first, so that the body's rules are not revealed without authentication.
    ...limited,
    onRequest: [limited.onRequest, expectBody(definition, tooLarge)],
    // A form is read by its handler, after it has checked quotas.
    ...(json && { preParsing: continueBody }),
    preValidation: expectContent(definition),
    handler: async (request, reply) => {
      const { body } = request
      if (isObject(body) && body.user !== undefined) expectOwnId(request.caller, body.user)
      const user = request.caller ?? undefined
      const signal = () => disconnectSignal(reply)
      const { params, query, headers } = request
      const respond = () => handle({ params, query, headers, body, user, signal, request })
      return send(
        request,
        reply,
        await (user ? workFor(user.id, respond) : respond()),
        definition.deprecation,
      )
    },
  }
}

/** @throws the Problem `user_mismatch` */
export function expectOwnId(caller: Caller | null | undefined, given: unknown): void {
  if (given === caller?.id) return
  throw problem('user_mismatch', { errors: [inputError('/body/user', 'notOwnId')] })
}

const continueBody: preParsingHookHandler = (request, _reply, payload, done) => {
  sendContinue(request.raw)
  done(null, payload)
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  response: AnyResponse,
  deprecation: RouteDefinition['deprecation'] = {},
): Promise<FastifyReply> {
  if (response instanceof Problem) return sendProblem(request, reply, response)
  reply.code(response.status).headers(deprecation)
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    if (name === 'Vary') vary(reply, String(value))
    else reply.header(name, value)
  }
  const { body, type } = response
  if (type !== undefined) reply.type(type)
  else if (body !== undefined) {
    reply.type('application/json; charset=utf-8')
    return sendText(request, reply, reply.serialize(body).toString(), versionOf(body))
  }
  if (typeof body === 'string') return sendText(request, reply, body)
  return body === undefined ? sendNothing(request, reply) : reply.send(body)
}
