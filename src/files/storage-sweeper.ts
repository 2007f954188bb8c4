import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { findStorageKeys } from './queries.ts'
import { ROW_DEADLINE_MS, type Storage } from './storage/storage.ts'
import { claimSweep, passSweep } from './sweep-queries.ts'

/*
 * How bytes that no file refers to, since a process died between the bytes and their row, or the storage was away when
 * they should have gone, are removed within an hour.
 *
 * Whether a row may still come is decided without comparing clocks, of which there are three. Every upload has its row
 * within ROW_DEADLINE_MS of its bytes, or gives up. So bytes that were there at one time, and have no row when more than
 * that has passed, get none any more.
 */

/** How often the storage is swept, whichever replica does it, in seconds. */
const INTERVAL_SECONDS = 20 * 60
/** How often each replica looks whether it is time, in ms. */
const POLL_INTERVAL_MS = 60_000
/** How long after the first look keys are looked at again, in ms. It leaves statements that are slow plenty of time. */
const WAIT_MS = ROW_DEADLINE_MS + 5 * 60_000
/** An upload of which nothing has come for so long, in ms, is one that nobody ends any more. */
const UPLOAD_IDLE_TIME_MS = 30 * 60_000
/** How many keys are remembered until their second look. */
const MAX_SUSPECTS = 10_000
const BATCH = 1000

interface Log {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** Starts to sweep, now and then, until it is closed; what fails is logged, and tried again the next time. */
export function startSweeper(options: { db: Kysely<DB>; storage: Storage; log: Log }): {
  close(): Promise<void>
} {
  const { db, storage, log } = options
  const stopping = new AbortController()
  const { signal } = stopping

  const sweepWhereDue = async () => {
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

  const keepSweeping = async () => {
    while (!signal.aborted) {
      await sweepWhereDue().catch((error) => {
        if (!signal.aborted)
          log.warn({ err: error }, 'The storage could not be swept; the next sweep retries.')
      })
      await sleep(POLL_INTERVAL_MS, undefined, { signal }).catch(() => {})
    }
  }
  const sweeping = keepSweeping()

  return {
    async close() {
      stopping.abort()
      await sweeping
    },
  }
}

/**
 * Removes uploads that nobody ends any more, and all bytes that have no row before and after a wait. No connection to
 * the database is held meanwhile, and memory stays the same however much is stored.
 *
 * @param options.before uploads of which nothing has come since are removed
 * @param options.wait resolves when bytes that were there before it was called get no row any more
 * @param options.signal ends the sweep early
 * @returns how many uploads and files' bytes were removed
 * @throws what the database, the storage or the wait does
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
    // A row that waits for a standby, while its client has given up, is committed already, and cannot be seen yet.
    await passSweep(db, {})
    for (let at = 0; at < suspects.length; at += BATCH) {
      for (const key of await withoutRow(db, suspects.slice(at, at + BATCH))) {
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
