import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { routes } from '../../../generated/routes.ts'
import { connectionsOf } from '../../database/connect.ts'
import { problem } from '../problems/problem.ts'

/*
 * Whether there is more to do than gets done is found out once a second; a request only looks at what was found. How
 * many queries wait for a connection says little: a busy pool always has some, and serves each in milliseconds. So one more
 * takes its place behind them, and tells how long that takes.
 */

const INTERVAL_MS = 1_000
/** How seldom the event loop's delay is measured, in ms: more often, many short turns would hide the long ones. */
const RESOLUTION_MS = 100
/** How long a turn of the event loop may take in the mean, in ms, and how often in a row that may be exceeded. */
const MAX_LAG_MS = 500
const LAGS_IN_A_ROW = 2
/** How long a query may wait for a connection, in ms. */
const MAX_WAIT_MS = 1_000

/** What is asked to learn how the server does, and what needs nothing of it. */
const alwaysAnswered = new Set(['contract', 'health'])

/**
 * Answers new requests with the Problem `overloaded` while, for seconds, the event loop lags or the pool of connections is
 * full. What is under way goes on.
 */
export function shedLoad(app: FastifyInstance, db: Kysely<DB>): void {
  const isShedding = watchLoad(app, db)
  app.addHook('onRequest', (request, _reply, done) => {
    const { operationId } = request.routeOptions.config
    const isShed = isShedding() && operationId && !alwaysAnswered.has(routes[operationId].tag)
    done(isShed ? problem('overloaded') : undefined)
  })
}

/** Begins to watch, until the server closes; returns whether there is too much to do. */
function watchLoad(app: FastifyInstance, db: Kysely<DB>): () => boolean {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  let lags = 0
  let waitingSince: number | undefined
  let waited = 0
  let isOverloaded = false

  const waitForConnection = async () => {
    const since = performance.now()
    waitingSince = since
    // Where the pool gives up on it, that took its time too.
    await Promise.allSettled([db.connection().execute(async () => {})])
    waited = performance.now() - since
    waitingSince = undefined
  }
  const look = () => {
    lags = delay.mean / 1e6 - RESOLUTION_MS > MAX_LAG_MS ? lags + 1 : 0
    delay.reset()
    if (waitingSince === undefined && (waited > MAX_WAIT_MS || connectionsOf(db).waiting > 0))
      waitForConnection()
    const wait = Math.max(waited, performance.now() - (waitingSince ?? Number.POSITIVE_INFINITY))
    const before = isOverloaded
    isOverloaded = lags >= LAGS_IN_A_ROW || wait > MAX_WAIT_MS
    if (isOverloaded && !before) app.log.warn({ lags, wait: Math.round(wait) }, 'new requests are shed')
    if (before && !isOverloaded) app.log.warn('new requests are taken again')
  }

  delay.enable()
  const timer = setInterval(look, INTERVAL_MS)
  app.addHook('onClose', async () => {
    clearInterval(timer)
    delay.disable()
  })
  return () => isOverloaded
}
