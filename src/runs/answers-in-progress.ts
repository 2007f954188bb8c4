import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { answersOf } from './queries/runs.ts'

interface Message {
  readonly content: string
  readonly status: 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly run: number | null
}

/**
 * Messages with what has come so far of those that the model is still writing, whose own text is empty until their run has
 * ended. Where there are none, the database is not asked.
 */
export async function withAnswersInProgress<Row extends Message>(
  db: Kysely<DB>,
  rows: Row[],
): Promise<Row[]> {
  const runs = rows.flatMap(({ status, run }) => (status === 'running' && run !== null ? [run] : []))
  if (runs.length === 0) return rows
  const answers = new Map((await answersOf(db, { runs })).map((answer) => [answer.run, answer]))
  return rows.map((row) => {
    const answer = row.status === 'running' ? answers.get(row.run ?? 0) : undefined
    if (answer === undefined) return row
    const status = answer.status === 'queued' ? 'running' : answer.status
    return { ...row, content: answer.content, status }
  })
}

/** The same for one message, or none. */
export async function withAnswer<Row extends Message>(
  db: Kysely<DB>,
  row: Row | undefined,
): Promise<Row | undefined> {
  const [found] = await withAnswersInProgress(db, row ? [row] : [])
  return found
}
