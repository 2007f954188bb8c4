import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { isTimeout, isUnavailable } from '../database/failures.ts'
import {
  cancelRunsOfChat,
  cancelRunsOfUser,
  countDeletedChats,
  countDeletedUsers,
  findDeletedChats,
  findDeletedUsers,
  findEmptyUser,
  removeChat,
  removeChatsOfUser,
  removeFilesOfUser,
  removeKeysOfUser,
  removeMessagesOfChat,
  removeMessagesOfUser,
  removeRunsOfChat,
  removeRunsOfUser,
  removeSessionsOfUser,
  removeUser,
} from './deletion-queries.ts'
import type { Batch, BatchOptions, Job } from './job.ts'

const INTERVAL_SECONDS = 60
/** Maximum number of chats or accounts in one batch. */
const MAX_FOUND = 100
/** Time, in ms, after which a batch ends even if it has deleted fewer rows than it may. */
const MAX_BATCH_MS = 1_000
/**
 * Number of rows as which one run counts, because of its events, and one file, because its bytes are marked
 * too.
 */
const ROWS_OF_A_RUN = 10
const ROWS_OF_A_FILE = 10

/** Deletes at most `size` rows; resolves to their number. */
type Step = (db: Kysely<DB>, size: number) => Promise<number>

/**
 * Removes the chats that are marked as deleted, with their messages and runs.
 *
 * @param eraseAnswers erases the texts of runs of other chats whose answers were moved to a deleted chat
 */
export function deletedChats(
  eraseAnswers: (db: Kysely<DB>, answers: { user: number; runs: readonly number[] }) => Promise<unknown>,
): Job {
  return {
    name: 'deleted_chats',
    interval: INTERVAL_SECONDS,
    batch: (db, options) =>
      removeAll(db, options, findDeletedChats, ({ user, id: chat }) => ({
        prepare: () => cancelRunsOfChat(db, { user, chat }),
        steps: [
          (db, size) =>
            db.transaction().execute(async (transaction) => {
              const gone = await removeMessagesOfChat(transaction, { user, chat, size })
              if (gone.moved.length > 0) await eraseAnswers(transaction, { user, runs: gone.moved })
              return gone.rows
            }),
          scaled(ROWS_OF_A_RUN, async (db, size) => (await removeRunsOfChat(db, { user, chat, size })).rows),
        ],
        finish: () => removeChat(db, { user, chat }),
      })),
    backlog: (db) => countDeletedChats(db, {}),
  }
}

/** Removes the accounts that are marked as deleted, with everything that belongs to them. */
export function deletedAccounts(): Job {
  return {
    name: 'deleted_accounts',
    interval: INTERVAL_SECONDS,
    batch: (db, options) =>
      removeAll(db, options, findDeletedUsers, ({ user }) => ({
        prepare: () => cancelRunsOfUser(db, { user }),
        // Messages refer to files and runs, and runs to chats.
        steps: [
          async (db, size) => (await removeMessagesOfUser(db, { user, size })).rows,
          scaled(ROWS_OF_A_FILE, async (db, size) => (await removeFilesOfUser(db, { user, size })).rows),
          scaled(ROWS_OF_A_RUN, async (db, size) => (await removeRunsOfUser(db, { user, size })).rows),
          async (db, size) => (await removeSessionsOfUser(db, { user, size })).rows,
          async (db, size) => (await removeKeysOfUser(db, { user, size })).rows,
          // Runs refer to their chats and are removed before them, except active ones.
          async (db, size) => (await removeChatsOfUser(db, { user, size })).rows,
        ],
        finish: async () => (await findEmptyUser(db, { user })) && removeUser(db, { user }),
      })),
    backlog: (db) => countDeletedUsers(db, {}),
  }
}

interface Removal {
  /** Executed before anything is removed. */
  prepare(): Promise<unknown>
  /** Executed in this order, each until it has nothing more to delete. */
  readonly steps: readonly Step[]
  /** Deletes the marked row; resolves to undefined if other rows still refer to it. */
  finish(): Promise<unknown>
}

/**
 * Removes marked chats or accounts until `size` rows are deleted. Skips those that cannot be removed yet, for
 * example because a run is still active.
 */
async function removeAll<Marked>(
  db: Kysely<DB>,
  { size, skip, signal }: BatchOptions,
  find: (db: Kysely<DB>, p: { size: number; skip: number }) => Promise<Marked[]>,
  removalOf: (marked: Marked) => Removal,
): Promise<Batch> {
  const found = await find(db, { size: MAX_FOUND, skip })
  const endsAt = performance.now() + MAX_BATCH_MS
  let done = 0
  let failed = 0
  let error: unknown
  const isOver = () => signal.aborted || done >= size || performance.now() > endsAt
  for (const marked of found) {
    const removal = removalOf(marked)
    try {
      await removal.prepare()
      for (const step of removal.steps) {
        for (let isFull = true; isFull; ) {
          if (isOver()) return { done, failed, error, more: true }
          const left = size - done
          const deleted = await step(db, left)
          done += deleted
          isFull = deleted > 0 && deleted >= left
        }
      }
      if (await removal.finish()) done++
      else failed++
    } catch (cause) {
      // A smaller batch may succeed.
      if (size > 1 || (isUnavailable(cause) && !isTimeout(cause))) throw cause
      failed++
      error = cause
    }
  }
  return { done, failed, error, more: found.length === MAX_FOUND }
}

/** Returns a step whose rows count several times each. */
function scaled(weight: number, step: Step): Step {
  return async (db, size) => weight * (await step(db, Math.max(1, Math.floor(size / weight))))
}
