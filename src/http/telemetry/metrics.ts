import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from '@prometheus-io/client'
import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import { connectionsOf } from '../../database/connections/connect.ts'
import type { ConnectionCounts } from '../../database/connections/pool.ts'

/** Upper bounds of histogram buckets, from a database query to a model that takes minutes. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

/** Creates all metrics. A test checks that README lists each of them. */
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
  countOfPool('parley_database_connections', 'Open connections to the database.', 'total')
  countOfPool('parley_database_connections_idle', 'Idle connections to the database.', 'idle')
  countOfPool(
    'parley_database_queries_waiting',
    'Queries that wait for a connection, or because their user already holds its share of the connections.',
    'waiting',
  )

  return {
    registry,
    requestDuration: new Histogram({
      name: 'parley_http_request_duration_seconds',
      help: 'Time from a request to the last byte of its response.',
      labelNames: ['operation', 'status'],
      buckets: durationBuckets,
      registers,
    }),
    requestsInProgress: new Gauge({
      name: 'parley_http_requests_in_progress',
      help: 'Requests in progress, including uploads.',
      labelNames: ['operation'],
      registers,
    }),
    eventStreams: new Gauge({
      name: 'parley_event_streams_open',
      help: 'Open event streams of runs.',
      registers,
    }),
    activeRuns: new Gauge({
      name: 'parley_active_runs',
      help: 'Active runs of this process: queued until the model begins to answer, then running.',
      labelNames: ['state'],
      registers,
    }),
    runsEnded: new Counter({
      name: 'parley_runs_ended_total',
      help: 'Runs ended by this process, by final status.',
      labelNames: ['status'],
      registers,
    }),
    tokens: new Counter({
      name: 'parley_tokens_total',
      help: 'Prompt and completion tokens, estimated if the provider reported none.',
      labelNames: ['kind', 'model'],
      registers,
    }),
    providerAttempts: new Histogram({
      name: 'parley_provider_attempt_duration_seconds',
      help: 'Duration of calls of the provider, by outcome.',
      labelNames: ['provider', 'outcome'],
      buckets: durationBuckets,
      registers,
    }),
    jobDuration: new Histogram({
      name: 'parley_job_batch_duration_seconds',
      help: 'Duration of the batches of background jobs that this process executed.',
      labelNames: ['job'],
      buckets: durationBuckets,
      registers,
    }),
    jobRows: new Counter({
      name: 'parley_job_rows_total',
      help: 'Rows that background jobs have processed in this process.',
      labelNames: ['job'],
      registers,
    }),
    jobFailures: new Counter({
      name: 'parley_job_failures_total',
      help: 'Batches of background jobs that failed in this process, in whole or in part.',
      labelNames: ['job'],
      registers,
    }),
    jobBacklog: new Gauge({
      name: 'parley_job_backlog_rows',
      help: 'Rows that are due to a background job, counted up to 100,000; the same on every replica.',
      labelNames: ['job'],
      registers,
    }),
    jobAge: new Gauge({
      name: 'parley_job_oldest_row_seconds',
      help: 'Time since the oldest of these rows became due; the same on every replica.',
      labelNames: ['job'],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

export type RunMetrics = Pick<Metrics, 'activeRuns' | 'runsEnded' | 'tokens' | 'providerAttempts'>

export type JobMetrics = Pick<Metrics, 'jobDuration' | 'jobRows' | 'jobFailures' | 'jobBacklog' | 'jobAge'>
