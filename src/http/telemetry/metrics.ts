import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { connectionsOf } from '../../database/connect.ts'
import type { ConnectionCounts } from '../../database/pool.ts'

/** Upper bounds of histogram buckets, from a database query to a model that takes minutes. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

/**
 * Creates all metrics, for Prometheus. A test checks that README lists each of them.
 *
 * No label has values that a client can invent. Created only if metrics are served, so other code uses
 * `metrics?.…`.
 */
export function createMetrics(db: Kysely<DB>) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  const countOfPool = (name: string, help: string, count: keyof ConnectionCounts) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(connectionsOf(db)[count])
      },
    })
  countOfPool('parley_database_connections', 'Connections to the database.', 'total')
  countOfPool('parley_database_connections_idle', 'Those of them that are not in use.', 'idle')
  countOfPool(
    'parley_database_queries_waiting',
    "Queries that wait for a connection, or for their user's turn.",
    'waiting',
  )

  return {
    registry,
    requestDuration: new Histogram({
      name: 'parley_http_request_duration_seconds',
      help: 'Time from a request to the last byte of its answer.',
      labelNames: ['operation', 'status'],
      buckets: durationBuckets,
      registers,
    }),
    requestsInProgress: new Gauge({
      name: 'parley_http_requests_under_way',
      help: 'Requests whose answer is not yet whole; of uploadFile, the uploads under way.',
      labelNames: ['operation'],
      registers,
    }),
    eventStreams: new Gauge({
      name: 'parley_event_streams_open',
      help: 'Clients that follow a run.',
      registers,
    }),
    runsUnderWay: new Gauge({
      name: 'parley_runs_under_way',
      help: 'Runs that this process works on: queued until the model begins to answer, then running.',
      labelNames: ['state'],
      registers,
    }),
    runsEnded: new Counter({
      name: 'parley_runs_ended_total',
      help: 'Runs that this process has ended, by how.',
      labelNames: ['status'],
      registers,
    }),
    tokens: new Counter({
      name: 'parley_tokens_total',
      help: 'Tokens of prompts and of completions, estimated where the provider did not count.',
      labelNames: ['kind', 'model'],
      registers,
    }),
    providerAttempts: new Histogram({
      name: 'parley_provider_attempt_duration_seconds',
      help: 'Time that one call of a provider took, by what came of it.',
      labelNames: ['provider', 'outcome'],
      buckets: durationBuckets,
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

export type RunMetrics = Pick<Metrics, 'runsUnderWay' | 'runsEnded' | 'tokens' | 'providerAttempts'>
