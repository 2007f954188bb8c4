// Minimal Parley for the tests to kill: starts the embedded PostgreSQL in the given directory, saves a row,
// leaves another uncommitted, and waits. At SIGINT it queries the database once more and stops it.
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/postgres/start.ts'

const postgres = await startEmbeddedPostgres({ directory: process.argv[2] ?? '' })
const client = new pg.Client(postgres.connection)
await client.connect()
await client.query('create table if not exists note (text text)')
await client.query(`insert into note values ('saved')`)
await client.query('begin')
await client.query(`insert into note values ('not committed')`)

process.once('SIGINT', async () => {
  // A signal that also reached the database would have ended it by now.
  await setTimeout(300)
  await client.query('rollback')
  const { rowCount } = await client.query('table note')
  await client.end()
  await postgres.stop()
  process.stdout.write(`drained ${rowCount}\n`)
})
process.stdout.write(`started ${postgres.connection.host}\n`)
