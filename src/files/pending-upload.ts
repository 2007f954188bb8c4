import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { addObject, renewObject } from './object-queries.ts'
import { newKey } from './storage/storage.ts'

/** Interval, in ms, at which an upload renews its row; a tenth of the time after which it is abandoned. */
const RENEWAL_INTERVAL_MS = 60_000

/** Object that a file may come to refer to. */
export interface PendingUpload {
  /** Storage key of its bytes. */
  readonly key: string
  /** Ends the renewals. An object that is still pending is removed some minutes later. */
  end(): void
}

/**
 * Adds the row of an object and renews it until `end`, so that an upload may take any time.
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
  const renew = () =>
    renewObject(db, { user, key }).catch((err) =>
      log.warn({ err }, 'An upload in progress could not be renewed and fails after ten minutes.'),
    )
  const renewals = setInterval(renew, RENEWAL_INTERVAL_MS)
  return { key, end: () => clearInterval(renewals) }
}
