import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { addObject, renewObject } from './object-queries.ts'
import { newKey } from './storage/storage.ts'

/** Interval, in ms, at which an upload renews its row; a tenth of the time after which it is abandoned. */
const RENEWAL_INTERVAL_MS = 60_000

/** Stored object of an upload, before a file refers to it. */
export interface PendingUpload {
  /** Storage key of its bytes. */
  readonly key: string
  /** Ends the renewals. */
  end(): void
  /**
   * Ends the renewals after one more has succeeded. For an unknown outcome: the row then exists and decides
   * it. An object that is still pending is abandoned ten minutes later.
   */
  leave(): void
}

/**
 * Adds the row of an object and renews it until the upload has ended, however long that takes.
 *
 * @throws errors of the database
 */
export async function beginUpload(
  db: Kysely<DB>,
  user: number,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<PendingUpload> {
  const key = newKey(user)
  await addObject(db, { user, key })
  let isLeft = false
  const renew = async () => {
    try {
      await renewObject(db, { user, key })
      if (isLeft) clearInterval(renewals)
    } catch (err) {
      log.warn({ err }, 'The row of an upload could not be renewed: after ten minutes the upload fails.')
    }
  }
  const renewals = setInterval(renew, RENEWAL_INTERVAL_MS).unref()
  return {
    key,
    end: () => clearInterval(renewals),
    leave() {
      isLeft = true
      void renew()
    },
  }
}
