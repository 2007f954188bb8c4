import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { isObject } from '../is-object.ts'
import { claimKey, findKey, storeCreated } from './idempotency-queries.ts'
import { inputError } from './problems/input-errors.ts'
import { problem } from './problems/problem.ts'

export interface IdempotencyKey {
  readonly key: string
  readonly fingerprint: Buffer
}

export const replayed = { 'Idempotency-Replayed': 'true' } as const

/**
 * Returns a request's Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), or null if it has none.
 *
 * @param parameters members of the request, as JSON; the order of members does not matter
 */
export function idempotencyKey(request: FastifyRequest, parameters: unknown): IdempotencyKey | null {
  const header = request.headers['idempotency-key']
  if (typeof header !== 'string') return null
  const { operationId } = request.routeOptions.config
  const fingerprint = createHash('sha256')
    .update(`${operationId} ${canonical(parameters)}`)
    .digest()
  return { key: header.replaceAll('"', ''), fingerprint }
}

export function keyReused() {
  return problem('idempotency_key_reused', { errors: [inputError('/header/idempotency-key', 'keyReused')] })
}

/** Returns the problem of a repeated request whose object was deleted. */
function createdIsDeleted() {
  const detail = 'What was created with this Idempotency-Key has been deleted; use a new key.'
  return problem('idempotency_key_reused', {
    detail,
    errors: [inputError('/header/idempotency-key', 'keySpent')],
  })
}

/**
 * Creates something once per key: a repeated or concurrent request gets what the first one created, as it is
 * now.
 *
 * @param find finds a user's object of this kind
 * @throws the Problem `idempotency_key_reused`, or errors of `create`, after which the key is free again
 */
export async function createOnce<Created extends { readonly id: number }>(
  db: Kysely<DB>,
  user: number,
  key: IdempotencyKey | null,
  create: (db: Kysely<DB>) => Promise<Created>,
  find: (db: Kysely<DB>, object: { user: number; id: number }) => Promise<Created | undefined>,
): Promise<{ created: Created; headers: { 'Idempotency-Replayed'?: 'true' } }> {
  if (key === null) return { created: await create(db), headers: {} }
  for (;;) {
    const earlier = await findKey(db, { user, key: key.key })
    if (earlier !== undefined) {
      if (!earlier.fingerprint.equals(key.fingerprint)) throw keyReused()
      // The fingerprint includes the operation, so the object is of the same kind.
      const created = await find(db, { user, id: earlier.created ?? 0 })
      if (created === undefined) throw createdIsDeleted()
      return { created, headers: replayed }
    }
    const created = await unlessDeadlocked(() =>
      db.transaction().execute(async (transaction) => {
        if ((await claimKey(transaction, { user, ...key })) === undefined) return undefined
        const created = await create(transaction)
        await storeCreated(transaction, { user, key: key.key, created: created.id })
        return created
      }),
    )
    if (created !== undefined) return { created, headers: {} }
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
