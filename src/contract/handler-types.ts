import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { operations } from '../../generated/api.ts'
import type { commonHeaders, routes } from '../../generated/routes.ts'
import type { Problem } from '../http/problems/problem.ts'

/*
 * What the contract means in types. A handler that is missing, one too many, an undeclared status, a wrong body and a
 * wrong media type do not compile; test/contract/handler.types.ts proves each of the five.
 */

type Routes = typeof routes

export type OperationId = keyof operations & keyof Routes
export type Tag = Routes[OperationId]['tag']
export type OperationOf<T extends Tag> = {
  [Id in OperationId]: Routes[Id]['tag'] extends T ? Id : never
}[OperationId]

/** Whom an access token was issued to, and in which session. */
export interface Caller {
  readonly id: number
  readonly session: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The holder of the request's access token; null where it came without one and needs none. */
    caller: Caller | null
  }
}

/** A hook that decides by itself, or later, whether a request goes on. */
export type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void

/** A hook for each way in which the contract's `security` is written. */
export type Guards = Readonly<Record<Routes[OperationId]['authentication'], Hook>>

/** The hooks of a route that is limited. */
export interface LimitedHooks {
  readonly onRequest: Hook
  readonly preHandler?: Hook
  readonly errorHandler?: (error: Error, request: FastifyRequest, reply: FastifyReply) => Promise<never>
}

/** What a handler gets: the request, read and checked as the contract has it. */
export interface Call<Id extends OperationId> {
  readonly params: PathOf<Id>
  readonly query: QueryOf<Id>
  readonly body: BodyOf<Id>
  /** Undefined only where the operation can be called without an access token. */
  readonly user: CallerOf<Id>
  /** Aborts when the client leaves before it has its answer. Asking for it costs a listener, so it is a call. */
  readonly signal: () => AbortSignal
  readonly request: FastifyRequest
}

/** What a handler may answer: one shape for each status, body and media type that the contract declares. */
export type Answer<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses']]: AnswerWith<Status, operations[Id]['responses'][Status]>
}[keyof operations[Id]['responses']]

/** Exactly one handler for each operation of a tag. */
export type Handlers<T extends Tag> = { [Id in OperationOf<T>]: (call: Call<Id>) => Promise<Answer<Id>> }

/**
 * No argument, or one that nobody can give where `Given` has more members than `Expected`: the compiler itself does not
 * look for members too many in what a function returns.
 */
export type NothingBeside<Expected, Given> =
  Exclude<keyof Given, keyof Expected> extends never ? [] : [tooMany: Exclude<keyof Given, keyof Expected>]

/** Bytes, streamed or not, or text. */
export type RawBody = Readable | Uint8Array | string

type PathOf<Id extends OperationId> = operations[Id]['parameters'] extends { path: infer Path }
  ? Path
  : undefined

type QueryOf<Id extends OperationId> = operations[Id]['parameters'] extends { query?: infer Query }
  ? NonNullable<Query> & Required<Pick<NonNullable<Query>, DefaultedIn<Id> & keyof NonNullable<Query>>>
  : undefined

/** The query parameters with a default, which are there even when the client does not send them. */
type DefaultedIn<Id extends OperationId> = {
  [Name in keyof Properties<Id>]: Properties<Id>[Name] extends { default: unknown } ? Name : never
}[keyof Properties<Id>]
type Properties<Id extends OperationId> = Routes[Id]['querystring']['properties']

type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer Content } }
  ? JsonOf<Content>
  : operations[Id] extends { requestBody?: { content: infer Content } }
    ? JsonOf<Content> | undefined
    : undefined
type JsonOf<Content> = Content extends { 'application/json': infer Body } ? Body : undefined

type CallerOf<Id extends OperationId> = Routes[Id]['authentication'] extends 'bearerAuth'
  ? Caller
  : Caller | undefined

type AnswerWith<Status, Response> = Status extends number
  ? Response extends { content: { 'application/problem+json': unknown } }
    ? Problem<Status>
    : { readonly status: Status } & BodyWith<Response> & HeadersWith<Response>
  : never

type BodyWith<Response> = Response extends { content: infer Content extends object }
  ? { [Type in keyof Content]: BodyOfType<Type, Content[Type]> }[keyof Content]
  : { readonly type?: never; readonly body?: never }
type BodyOfType<Type, Body> = Type extends 'application/json'
  ? { readonly type?: never; readonly body: Body } | (string extends keyof Body ? WrittenJson : never)
  : { readonly type: MediaType<Type>; readonly body: RawBody }
/** JSON as text, for bodies whose members the contract leaves open. */
type WrittenJson = { readonly type: 'application/json; charset=utf-8'; readonly body: string }
/** The media type, with its charset where it is text. */
type MediaType<Range> = Range extends '*/*'
  ? string
  : Range extends `text/${string}`
    ? Range | `${Range}; charset=utf-8`
    : Range

type HeadersWith<Response> = Response extends { headers: infer Headers }
  ? Record<never, never> extends Declared<Headers, SetFor<Response>>
    ? { readonly headers?: Declared<Headers, SetFor<Response>> }
    : { readonly headers: Declared<Headers, SetFor<Response>> }
  : never
/** The headers that the HTTP layer sets: those of every answer, and those of JSON that has an ETag. */
type SetFor<Response> = Response extends {
  headers: { ETag: string }
  content: { 'application/json': unknown }
}
  ? Common | 'Cache-Control' | 'ETag'
  : Common
/**
 * Without the index signature that openapi-typescript adds. A handler may set a header that the HTTP layer
 * sets, but need not.
 */
type Declared<Headers, Set extends string> = Omit<Named<Headers>, Set> &
  Partial<Pick<Named<Headers>, Set & keyof Named<Headers>>>
type Named<Headers> = { [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name] }
type Common = (typeof commonHeaders)[number] | 'Deprecation' | 'Sunset'
