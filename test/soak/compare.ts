/** Compares the stored data with the acknowledged requests: nothing is missing, and nothing is extra. */
import pg from 'pg'
import type { components } from '../../generated/api.ts'
import { client } from '../support/client.ts'
import { until } from '../support/files.ts'
import { sha256 } from '../support/load/ledger.ts'
import { all } from '../support/load/pages.ts'
import { treeDifferences } from '../support/load/tree.ts'
import type { User } from './load.ts'
import type { World } from './world.ts'

type Run = components['schemas']['Run']
type Message = components['schemas']['Message']
type FileRecord = components['schemas']['FileRecord']

/**
 * Longest wait, in periods of 30 s, until the run of a killed worker ends: its lease, and the job that finds
 * it.
 */
const MAX_WAITS = 3

/** Resolves to the number of active runs once it is zero, or after a timeout. */
export async function countActiveRuns({ postgres }: World): Promise<number> {
  const count = async () => {
    const database = new pg.Client(postgres.connection)
    await database.connect()
    const { rows } = await database.query('select count(*)::int as count from runs where ended_at is null')
    await database.end()
    return Number(rows[0]?.count)
  }
  for (let tries = 0; tries < MAX_WAITS; tries++)
    await until('every run has ended', async () => (await count()) === 0).catch(() => {})
  return count()
}

/** Reads back a user's data. Resolves to a line for each difference, and the number of comparisons. */
export async function compare(user: User, url: string): Promise<{ differences: string[]; compared: number }> {
  const reader = client(url, user.account.access)
  const differences = await user.ledger.differences(reader)
  let compared = user.ledger.size
  for (const [id, text] of user.seen) {
    compared += 1
    const run = (await reader.get(`/api/run/${id}`)).json<Run>()
    if (!run.content.startsWith(text)) differences.push(`run ${id} lacks text that was streamed`)
  }
  const found = new Set<string>()
  /** Records a difference unless the text was sent, and is stored once. */
  const expectOnce = (what: string, text: string) => {
    compared += 1
    if (!user.sent.has(text)) differences.push(`${what} was never sent`)
    if (found.has(text)) differences.push(`${what} is stored twice`)
    found.add(text)
  }
  for (const { id } of await all<FileRecord>(reader, '/api/file/?limit=200')) {
    const { status, bytes } = await reader.get(`/api/file/${id}/content`)
    if (status === 200) expectOnce(`file ${id}`, sha256(bytes))
    else differences.push(`file ${id} has a row but no bytes: ${status}`)
  }
  for (const { id, content } of await all<Message>(reader, `/api/message/?limit=200&chat=${user.chat}`))
    expectOnce(`message ${id}`, content)
  for (const chat of [user.chat, user.tree]) {
    compared += 1
    differences.push(...(await treeDifferences(reader, chat)))
  }
  // Messages of the tree are edited, deleted and answered again, so they may be missing.
  for (const { id, role, content } of await all<Message>(
    reader,
    `/api/message/?limit=200&chat=${user.tree}`,
  )) {
    compared += 1
    if (role === 'user' && !user.sent.has(content)) differences.push(`message ${id} was never sent`)
  }
  for (const { id, started_at, status, chat } of await all<Run>(reader, '/api/run/?limit=200')) {
    if (chat === user.tree) continue
    // A run that failed before the model started may have been retried under its key.
    if (status === 'failed' && started_at === null) continue
    expectOnce(`run ${id}`, (await reader.get(`/api/run/${id}`)).json<Run>().prompt)
  }
  return { differences, compared }
}
