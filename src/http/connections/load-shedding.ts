import { type Histogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { routes } from '../../../generated/routes.ts'
import { connectionsOf } from '../../database/connections/connect.ts'
import { problem } from '../problems/problem.ts'

/*
 * The number of queries that wait for a connection says little, because a busy pool always has some. So the
 * check itself waits for a connection and measures how long that takes.
 */

const CHECK_INTERVAL_MS = 1_000
const SAMPLING_INTERVAL_MS = 100
/**
 * Mean wait of requests for the event loop, in ms, above which it lags, and number of consecutive lags that
 * count as overload.
 */
const MAX_LAG_MS = 400
const MIN_CONSECUTIVE_LAGS = 2
const MAX_WAIT_MS = 1_000

/** Tags whose operations are never shed, because they report on the server and need little of it. */
const neverShed = new Set(['contract', 'health'])

/**
 * Rejects new requests with the Problem `overloaded` while the event loop lags, or the connection pool is
 * exhausted, for seconds. Requests in progress continue.
 */
export function shedLoad(app: FastifyInstance, db: Kysely<DB>): void {
  const isShedding = watchLoad(app, db)
  app.addHook('onRequest', (request, _reply, done) => {
    const { operationId } = request.routeOptions.config
    const isShed = isShedding() && operationId && !neverShed.has(routes[operationId].tag)
    done(isShed ? problem('overloaded') : undefined)
  })
}

/**
 * Returns the mean time, in ms, that requests wait for the next turn of the event loop: E[d²] / 2 E[d], where
 * d is the duration of a turn, because most requests arrive during the longest turns. The mean duration says
 * less, because many short turns hide a long one.
 */
function meanWait({ mean, stddev }: Histogram): number {
  return (mean ** 2 + stddev ** 2) / (2 * mean) / 1e6
}

function watchLoad(app: FastifyInstance, db: Kysely<DB>): () => boolean {
  const delay = monitorEventLoopDelay({ resolution: SAMPLING_INTERVAL_MS })
  let lags = 0
  let waitingSince: number | undefined
  let waited = 0
  let isOverloaded = false

  const waitForConnection = async () => {
    const since = performance.now()
    waitingSince = since
    // A wait that the pool ends with an error counts too.
    await Promise.allSettled([db.connection().execute(async () => {})])
    waited = performance.now() - since
    waitingSince = undefined
  }
  const check = () => {
    lags = meanWait(delay) > MAX_LAG_MS ? lags + 1 : 0
    delay.reset()
    if (waitingSince === undefined && (waited > MAX_WAIT_MS || connectionsOf(db).waiting > 0))
      waitForConnection()
    const wait = Math.max(waited, performance.now() - (waitingSince ?? Number.POSITIVE_INFINITY))
    const before = isOverloaded
    isOverloaded = lags >= MIN_CONSECUTIVE_LAGS || wait > MAX_WAIT_MS
    if (isOverloaded && !before)
      app.log.warn(
        { lags, wait: Math.round(wait) },
        'The server is overloaded and rejects new requests with 503: add replicas or reduce the load.',
      )
    if (before && !isOverloaded) app.log.warn('The overload has ended and new requests are accepted again.')
  }

  delay.enable()
  const timer = setInterval(check, CHECK_INTERVAL_MS)
  app.addHook('onClose', async () => {
    clearInterval(timer)
    delay.disable()
  })
  return () => isOverloaded
}
