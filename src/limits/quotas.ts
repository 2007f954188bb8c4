import type { Kysely } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import type { Config } from '../config.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { Failure } from '../failure.ts'
import { holdQuotas, runBy, storedBy } from './quota-queries.ts'

type Name = components['schemas']['ExceededQuota']['name']

/** How much a user may have of each; 0 is any amount. */
export type Quotas = Readonly<Record<Name, number>>

/*
 * What adds to a quota is done in a transaction that first locks the user's row, then counts, then adds: of two that come at once
 * the second one counts what the first one has added. Without quotas nothing is locked or counted.
 *
 * Tokens are known when a run has ended, so those that are under way count with their prompts, at four bytes each. A user can go
 * beyond the tokens of a day by what the answers that were under way at its end turn out to have, context and files included; how
 * many those are is for the quota of runs. Naming a chat is asked by the server and never refused; its tokens count.
 */

export function quotasOf(config: Config): Quotas {
  return {
    stored_bytes: config.QUOTA_STORED_BYTES,
    files: config.QUOTA_FILES,
    active_runs: config.QUOTA_ACTIVE_RUNS,
    tokens_a_day: config.QUOTA_TOKENS_A_DAY,
  }
}

/**
 * Creates a file where there is room for it.
 *
 * @param create gets the database, or the transaction that it is to be done in
 * @throws QuotaExceeded, and what `create` throws
 */
export function createFileWithin<T>(
  db: Kysely<DB>,
  quotas: Quotas,
  file: { user: number; size: number },
  create: (db: Kysely<DB>) => Promise<T>,
): Promise<T> {
  if (!limitsFiles(quotas)) return create(db)
  return oneAtATime(db, file.user, async (transaction) => {
    const used = await storedBy(transaction, file)
    expectRoom(quotas, used, { stored_bytes: file.size, files: 1 })
    return create(transaction)
  })
}

/**
 * Creates a run where there is room for it.
 *
 * @param create gets the database, or the transaction that it is to be done in
 * @throws QuotaExceeded, and what `create` throws
 */
export function createRunWithin<T>(
  db: Kysely<DB>,
  quotas: Quotas,
  run: { user: number; purpose: 'answer' | 'title'; prompt: string },
  create: (db: Kysely<DB>) => Promise<T>,
): Promise<T> {
  const isFree = run.purpose === 'title' || (quotas.active_runs === 0 && quotas.tokens_a_day === 0)
  if (isFree) return create(db)
  return oneAtATime(db, run.user, async (transaction) => {
    const used = await runBy(transaction, run)
    expectRoom(quotas, used, { active_runs: 1, tokens_a_day: Math.ceil(Buffer.byteLength(run.prompt) / 4) })
    return create(transaction)
  })
}

/** Whether there is any quota that a file could exceed. */
export function limitsFiles(quotas: Quotas): boolean {
  return quotas.stored_bytes > 0 || quotas.files > 0
}

/**
 * How many more bytes a user may store now, where need be infinitely many, and what is told of more. Another file may come first.
 *
 * @throws QuotaExceeded where there is no room for another file, however small
 */
export async function roomForFile(db: Kysely<DB>, quotas: Quotas, user: number) {
  const used = await storedBy(db, { user })
  expectRoom(quotas, used, { files: 1 })
  const limit = quotas.stored_bytes || Number.POSITIVE_INFINITY
  const bytes = Math.max(0, limit - used.stored_bytes)
  return { bytes, refusal: quotaExceeded(quotas, 'stored_bytes', used.stored_bytes) }
}

/** How a user's quotas stand. */
export async function quotasLeft(
  db: Kysely<DB>,
  quotas: Quotas,
  user: number,
): Promise<components['schemas']['Quotas']> {
  const [stored, run] = await Promise.all([storedBy(db, { user }), runBy(db, { user })])
  const used = { ...stored, ...run }
  const standing = (name: Name) => {
    const limit = quotas[name] === 0 ? null : quotas[name]
    return { limit, used: used[name], remaining: limit && Math.max(0, limit - used[name]) }
  }
  return {
    stored_bytes: standing('stored_bytes'),
    files: standing('files'),
    active_runs: standing('active_runs'),
    tokens_a_day: standing('tokens_a_day'),
  }
}

/** Says that there is no room for what was to be added, and in which quota. */
export class QuotaExceeded extends Failure {
  override readonly name = 'QuotaExceeded'

  constructor(quota: components['schemas']['ExceededQuota']) {
    super('quota_exceeded', 'There is no room in a quota.', { details: { quota } })
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

function oneAtATime<T>(db: Kysely<DB>, user: number, work: (db: Kysely<DB>) => Promise<T>): Promise<T> {
  const alone = async (transaction: Kysely<DB>) => {
    await holdQuotas(transaction, { user })
    return work(transaction)
  }
  // A transaction is undone as a whole, so only who began it can begin again.
  return db.isTransaction ? alone(db) : unlessDeadlocked(() => db.transaction().execute(alone))
}
