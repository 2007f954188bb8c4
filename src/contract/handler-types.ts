import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { routes } from '../../generated/routes.ts'

/*
 * Types that the generated types of the handlers, `generated/handlers.ts`, are made of, and the hooks of the
 * routes.
 */

type Routes = typeof routes

export type OperationId = keyof Routes

/** The user and the session that an access token was issued to. */
export interface Caller {
  readonly id: number
  readonly session: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The holder of the request's access token; null if it has none and needs none. */
    caller: Caller | null
    /** Owner of the file to which the request's signed URL gives access; null if it has none. */
    linkOwner: number | null
  }
}

/** A hook that decides, at once or later, if a request continues. */
export type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void

/** A hook for each form of the contract's `security`. */
export type Guards = Readonly<Record<Routes[OperationId]['authentication'], Hook>>

/** The hooks of a route that is limited. */
export interface LimitedHooks {
  readonly onRequest: Hook
  readonly preHandler?: Hook
  readonly errorHandler?: (error: Error, request: FastifyRequest, reply: FastifyReply) => Promise<never>
}

/** The part of a handler's request that all operations share. Its other members have been validated. */
export interface RequestContext {
  /** Returns a signal that aborts if the client disconnects before the response. A call adds a listener. */
  readonly signal: () => AbortSignal
  readonly request: FastifyRequest
}

/** Bytes, streamed or not, or text. */
export type RawBody = Readable | Uint8Array | string
