import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import type { Job } from '../jobs/job.ts'
import { findStorageKeys } from './queries.ts'
import { ROW_DEADLINE_MS, type Storage } from './storage/storage.ts'
import { claimSweep, passSweep } from './sweep-queries.ts'

/*
 * Removes stored bytes without a row within an hour. They remain if a process dies between storing the bytes
 * and inserting the row, or if the storage is unavailable when they should be removed.
 *
 * The decision that no row can follow compares none of the three clocks involved: every upload inserts
 * its row within ROW_DEADLINE_MS of storing its bytes, or gives up. Bytes that are still without a row after
 * a longer wait will never have one.
 */

/** Interval, in s, between two sweeps by any replica. */
const INTERVAL_SECONDS = 20 * 60
/** Interval, in s, at which one replica checks whether a sweep is due. */
const CHECK_INTERVAL_SECONDS = 60
/** Time, in ms, between the two checks of a key, with a margin for slow statements. */
const WAIT_MS = ROW_DEADLINE_MS + 5 * 60_000
/** Time, in ms, without new bytes after which an upload counts as abandoned. */
const UPLOAD_IDLE_TIME_MS = 30 * 60_000
/** Most keys held until their second check. */
const MAX_SUSPECTS = 10_000
const BATCH_SIZE = 1000

interface Log {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/**
 * Creates a job that begins a sweep if one is due. The sweep goes on beside other jobs until `close`.
 * Failures are logged and retried the next time.
 */
export function createSweeper(options: { db: Kysely<DB>; storage: Storage; log: Log }): {
  readonly job: Job
  close(): Promise<void>
} {
  const { db, storage, log } = options
  const stopping = new AbortController()
  const { signal } = stopping

  const sweepIfDue = async () => {
    const claim = await claimSweep(db, { interval: INTERVAL_SECONDS })
    if (!claim) return
    if (!(await storage.belongsTo(claim.owner))) {
      const message =
        'The storage belongs to another database and is not swept: check STORAGE_URL, or remove its `owner`.'
      return log.error({ owner: claim.owner }, message)
    }
    const before = new Date(Date.now() - UPLOAD_IDLE_TIME_MS)
    const wait = () => sleep(WAIT_MS, undefined, { signal })
    const removed = await sweep({ db, storage, before, wait, signal })
    if (removed > 0) log.info({ removed }, 'Stored bytes that no file refers to were removed.')
  }

  let sweeping: Promise<void> | undefined
  const begin = () => {
    sweeping ??= sweepIfDue()
      .catch((error) => {
        if (!signal.aborted)
          log.warn({ err: error }, 'The storage could not be swept; the next sweep retries.')
      })
      .finally(() => {
        sweeping = undefined
      })
  }

  return {
    job: {
      name: 'storage_cleanup',
      interval: CHECK_INTERVAL_SECONDS,
      async batch() {
        begin()
        return { done: 0, more: false }
      },
    },
    async close() {
      stopping.abort()
      await sweeping
    },
  }
}

/**
 * Removes abandoned uploads, and all bytes that have no row before and after a wait. Holds no database
 * connection during the wait, and uses constant memory.
 *
 * @param options.before removes uploads without new bytes since this time
 * @param options.wait resolves once bytes stored before the call can get no row any more
 * @param options.signal ends the sweep early
 * @returns the number of removed uploads and files
 * @throws errors of the database, the storage or the wait
 */
export async function sweep(options: {
  readonly db: Kysely<DB>
  readonly storage: Storage
  readonly before: Date
  readonly wait: () => Promise<void>
  readonly signal?: AbortSignal
}): Promise<number> {
  const { db, storage, before, wait, signal } = options
  let removed = await storage.removeUnfinished(before)
  for (;;) {
    const suspects: string[] = []
    for await (const keys of storage.keys()) {
      signal?.throwIfAborted()
      suspects.push(...(await withoutRow(db, keys)))
      if (suspects.length >= MAX_SUSPECTS) break
    }
    if (suspects.length === 0) return removed
    await wait()
    // Rows that wait for a standby are committed but not yet visible, even if their client has given up.
    await passSweep(db, {})
    for (let at = 0; at < suspects.length; at += BATCH_SIZE) {
      for (const key of await withoutRow(db, suspects.slice(at, at + BATCH_SIZE))) {
        signal?.throwIfAborted()
        await storage.remove(key)
        removed++
      }
    }
    if (suspects.length < MAX_SUSPECTS) return removed
  }
}

async function withoutRow(db: Kysely<DB>, keys: readonly string[]): Promise<string[]> {
  const known = new Set((await findStorageKeys(db, { keys })).map(({ key }) => key))
  return keys.filter((key) => !known.has(key))
}
