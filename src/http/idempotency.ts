import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { claimKey, findKey, keepCreated } from './idempotency-queries.ts'
import { inputError } from './problems/input-errors.ts'
import { problem } from './problems/problem.ts'

/** A client's key, and what it stands for. */
export interface IdempotencyKey {
  readonly key: string
  readonly fingerprint: Buffer
}

/** What the answer to a repeated request is marked with. */
export const replayed = { 'Idempotency-Replayed': 'true' } as const

/**
 * A request's Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), or null where it has none.
 *
 * @param asked what the request asks for, as JSON has it; in what order its members come does not matter
 */
export function idempotencyKey(request: FastifyRequest, asked: unknown): IdempotencyKey | null {
  const header = request.headers['idempotency-key']
  if (typeof header !== 'string') return null
  const { operationId } = request.routeOptions.config
  const fingerprint = createHash('sha256')
    .update(`${operationId} ${canonical(asked)}`)
    .digest()
  return { key: header.replaceAll('"', ''), fingerprint }
}

/** The problem of a key that was used for another request. */
export function keyReused() {
  return problem('idempotency_key_reused', { errors: [inputError('/header/idempotency-key', 'keyReused')] })
}

/**
 * Creates something once: under a key that was used before, it answers with what was created then. Whoever comes at the same
 * time under the same key waits.
 *
 * @param create gets the database, or the transaction in which the key is kept too
 * @throws the Problem `idempotency_key_reused`, and what `create` throws; the key is free again then
 */
export async function createOnce<Created>(
  db: Kysely<DB>,
  user: number,
  key: IdempotencyKey | null,
  create: (db: Kysely<DB>) => Promise<Created>,
): Promise<{ created: Created; headers: { 'Idempotency-Replayed'?: 'true' } }> {
  if (key === null) return { created: await create(db), headers: {} }
  for (;;) {
    const earlier = await findKey(db, { user, key: key.key })
    if (earlier !== undefined) {
      if (!earlier.fingerprint.equals(key.fingerprint)) throw keyReused()
      // It was made by the same operation, which is a part of the fingerprint.
      return { created: earlier.created as Created, headers: replayed }
    }
    const created = await unlessDeadlocked(() =>
      db.transaction().execute(async (transaction) => {
        if ((await claimKey(transaction, { user, ...key })) === undefined) return undefined
        const created = await create(transaction)
        await keepCreated(transaction, { user, key: key.key, created: JSON.stringify(created) })
        return created
      }),
    )
    if (created !== undefined) return { created, headers: {} }
  }
}

/** JSON with the members of each object in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
