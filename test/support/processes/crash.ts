/** Server that is killed during uploads. */
import { request } from 'node:http'
import type { Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { client } from '../client.ts'
import { type Connection, connected, databaseUrl } from '../database.ts'
import { until } from '../files.ts'
import { form } from '../form.ts'
import { secret, signUp } from '../server.ts'
import { type ParleyProcess, startParley } from './process.ts'

type FileRecord = components['schemas']['FileRecord']

/** Returns the settings of a process that uses a test's database. */
export function settingsOf(connection: Connection): Record<string, string> {
  return { DATABASE_URL: databaseUrl(connection), JWT_SECRET: secret }
}

/**
 * Kills a server with SIGKILL after it has stored one file, in the middle of two uploads, and with the bytes
 * of a fourth file stored but not its row. Resolves to the path of the first file's content, with a
 * signature.
 *
 * @param held returns the number of objects in the storage
 */
export async function crashInUploads(
  t: Test,
  connection: Connection,
  settings: Record<string, string>,
  held: () => Promise<number>,
): Promise<{ kept: string; parley: ParleyProcess }> {
  const parley = await startParley(t, { ...settingsOf(connection), ...settings })
  const ada = await signUp({ client: client(parley.url) })
  const sent = form({ name: 'file', filename: 'a.txt', content: 'kept' })
  const { url } = (await ada.client.post('/api/file/', sent)).json<FileRecord>()
  const before = await held()

  const large = form({ name: 'file', filename: 'a.bin', content: Buffer.alloc(12_000_000) })
  const begin = (part: Buffer) => {
    const headers = { ...large.headers, authorization: `Bearer ${ada.access}` }
    const begun = request(`${parley.url}/api/file/`, { method: 'POST', headers })
    begun.on('error', () => {}).write(part)
    return begun
  }
  const other = await connected(t, connection)
  begin(large.body.subarray(0, 10))
  await until('an upload is pending', async () => {
    const { rows } = await other.query("select from stored_objects where state = 'pending'")
    return rows.length === 1
  })
  begin(large.body.subarray(0, large.body.length / 2))
  await until('half of a file is stored', async () => (await held()) === before + 1)

  await other.query('begin; lock table files in share mode')
  begin(sent.body).end()
  const waiting = "datname = current_database() and wait_event_type = 'Lock'"
  await until('a row waits', async () => {
    const { rows } = await other.query(`select from pg_stat_activity where ${waiting}`)
    return rows.length === 1
  })
  parley.child.kill('SIGKILL')
  await parley.exited
  // PostgreSQL has not noticed yet that the client is gone.
  await other.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${waiting}`)
  await other.query('rollback')
  return { kept: url.slice(parley.url.length), parley }
}
