import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { answersOf } from './queries/runs.ts'

interface Message {
  readonly content: string
  readonly status: 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly run: number | null
  readonly user: number
}

/**
 * Fills in the partial answers of a user's messages that the model is still writing; their stored text is
 * empty until the run ends. Queries the database only if there are such messages.
 */
export async function withAnswersInProgress<Row extends Message>(
  db: Kysely<DB>,
  rows: Row[],
): Promise<Row[]> {
  const runs = rows.flatMap(({ status, run }) => (status === 'running' && run !== null ? [run] : []))
  const user = rows[0]?.user
  if (user === undefined || runs.length === 0) return rows
  const answers = new Map((await answersOf(db, { user, runs })).map((answer) => [answer.run, answer]))
  return rows.map((row) => {
    const answer = row.status === 'running' ? answers.get(row.run ?? 0) : undefined
    if (answer === undefined) return row
    const status = answer.status === 'queued' ? 'running' : answer.status
    return { ...row, content: answer.content, status }
  })
}

/** Fills in the partial answer of one message. */
export async function withAnswer<Row extends Message>(
  db: Kysely<DB>,
  row: Row | undefined,
): Promise<Row | undefined> {
  const [found] = await withAnswersInProgress(db, row ? [row] : [])
  return found
}
