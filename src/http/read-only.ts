import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { inputError } from './problems/input-errors.ts'
import { problem } from './problems/problem.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * Replaces an object, unless read-only members in the request differ from the stored ones. A client can so
 * send back what it has read without overwriting a change that it has not seen.
 *
 * @throws the Problem `read_only_mismatch`, or errors of `replace`
 */
export async function replaceIfUnchanged<Stored extends Members, Replaced>(
  db: Kysely<DB>,
  given: Members,
  lock: (db: Kysely<DB>) => Promise<Stored | undefined>,
  replace: (db: Kysely<DB>, stored?: Stored) => Promise<Replaced | undefined>,
): Promise<Replaced | undefined> {
  if (Object.values(given).every((value) => value === undefined)) return replace(db)
  return unlessDeadlocked(() =>
    db.transaction().execute(async (transaction) => {
      const stored = await lock(transaction)
      if (stored === undefined) return undefined
      expectUnchanged(given, stored)
      return replace(transaction, stored)
    }),
  )
}

/**
 * Compares the read-only members of a request with the stored ones.
 *
 * @throws the Problem `read_only_mismatch`
 */
export function expectUnchanged(given: Members, stored: Members): void {
  const names = Object.keys(given).filter((name) => given[name] !== undefined)
  const different = names.filter((name) => !isSame(name, given[name], stored[name]))
  if (different.length > 0)
    throw problem('read_only_mismatch', {
      errors: different.map((name) => inputError(`/body/${name}`, 'readOnly')),
    })
}

/** Times are compared as instants, because a client may format them differently. */
function isSame(name: string, given: unknown, stored: unknown): boolean {
  if (given === stored) return true
  const areTimes = name.endsWith('_at') && typeof given === 'string' && typeof stored === 'string'
  return areTimes && Date.parse(given) === Date.parse(stored)
}
