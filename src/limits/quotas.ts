import type { Kysely } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { Failure } from '../http/problems/failure.ts'
import { lockQuotas, runUsage, storageUsage } from './quota-queries.ts'

type Name = components['schemas']['ExceededQuota']['name']

/** Limit of each quota; 0 is unlimited. */
export type Quotas = Readonly<Record<Name, number>>

/**
 * Creates a file within the quotas for files and stored bytes.
 *
 * @param create receives the database, or the transaction to use
 * @throws QuotaExceeded
 */
export function createFileWithin<T>(
  db: Kysely<DB>,
  quotas: Quotas,
  file: { user: number; size: number },
  create: (db: Kysely<DB>) => Promise<T>,
): Promise<T> {
  if (!limitsFiles(quotas)) return create(db)
  return locked(db, file.user, async (transaction) => {
    const used = await storageUsage(transaction, file)
    expectRoom(quotas, used, { stored_bytes: file.size, files: 1 })
    return create(transaction)
  })
}

/**
 * Creates a run within the quotas. Runs that generate a title are never rejected, because the server starts
 * them, but their tokens count.
 *
 * @param create receives the database, or the transaction to use
 * @throws QuotaExceeded
 */
export function createRunWithin<T>(
  db: Kysely<DB>,
  quotas: Quotas,
  run: { user: number; purpose: 'answer' | 'title'; prompt: string },
  create: (db: Kysely<DB>) => Promise<T>,
): Promise<T> {
  const isFree = run.purpose === 'title' || (quotas.active_runs === 0 && quotas.tokens_a_day === 0)
  if (isFree) return create(db)
  return locked(db, run.user, async (transaction) => {
    const used = await runUsage(transaction, run)
    expectRoom(quotas, used, { active_runs: 1, tokens_a_day: Math.ceil(Buffer.byteLength(run.prompt) / 4) })
    return create(transaction)
  })
}

export function limitsFiles(quotas: Quotas): boolean {
  return quotas.stored_bytes > 0 || quotas.files > 0
}

/**
 * Resolves to the number of bytes that a user may still store, which may be infinite, and the error for
 * exceeding it. Not a reservation: a concurrent upload may use the bytes first.
 *
 * @throws QuotaExceeded if there is no room for another file of any size
 */
export async function roomForFile(db: Kysely<DB>, quotas: Quotas, user: number) {
  const used = await storageUsage(db, { user })
  expectRoom(quotas, used, { files: 1 })
  const limit = quotas.stored_bytes || Number.POSITIVE_INFINITY
  const bytes = Math.max(0, limit - used.stored_bytes)
  return { bytes, quotaError: quotaExceeded(quotas, 'stored_bytes', used.stored_bytes) }
}

export async function quotasLeft(
  db: Kysely<DB>,
  quotas: Quotas,
  user: number,
): Promise<components['schemas']['Quotas']> {
  const [stored, run] = await Promise.all([storageUsage(db, { user }), runUsage(db, { user })])
  const used = { ...stored, ...run }
  const state = (name: Name) => {
    const limit = quotas[name] === 0 ? null : quotas[name]
    return { limit, used: used[name], remaining: limit && Math.max(0, limit - used[name]) }
  }
  return {
    stored_bytes: state('stored_bytes'),
    files: state('files'),
    active_runs: state('active_runs'),
    tokens_a_day: state('tokens_a_day'),
  }
}

export class QuotaExceeded extends Failure {
  override readonly name = 'QuotaExceeded'

  constructor(quota: components['schemas']['ExceededQuota']) {
    super('quota_exceeded', 'The request would exceed a quota.', { details: { quota } })
  }
}

function quotaExceeded(quotas: Quotas, name: Name, used: number): QuotaExceeded {
  return new QuotaExceeded({ name, limit: quotas[name], used })
}

function expectRoom<Of extends Name>(
  quotas: Quotas,
  used: Readonly<Record<Of, number>>,
  more: Readonly<Partial<Record<Of, number>>>,
): void {
  for (const name of Object.keys(more) as Of[]) {
    if (quotas[name] > 0 && used[name] + (more[name] ?? 0) > quotas[name])
      throw quotaExceeded(quotas, name, used[name])
  }
}

function locked<T>(db: Kysely<DB>, user: number, work: (db: Kysely<DB>) => Promise<T>): Promise<T> {
  const lockFirst = async (transaction: Kysely<DB>) => {
    await lockQuotas(transaction, { user })
    return work(transaction)
  }
  // Only the owner of a transaction can repeat it.
  return db.isTransaction ? lockFirst(db) : unlessDeadlocked(() => db.transaction().execute(lockFirst))
}
