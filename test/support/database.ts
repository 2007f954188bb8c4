/** Databases for tests: a migrated template, made once a run, and clones of it. */
import { randomBytes } from 'node:crypto'
import { relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Test } from 'tap'
import type { DB } from '../../generated/database.ts'
import { connect, disconnect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'

/** What pg needs to reach a database over PostgreSQL's socket. */
export interface Connection {
  host: string
  port: number
  user: string
  database: string
}

const template = 'parley_template'

/** Builds the DATABASE_URL of a process that is to use this database. */
export function databaseUrl({ host, port, user, database }: Connection): string {
  return `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

/** How long another session may hold the template before a clone gives up, in ms. */
const patience = 10_000

/** Makes the template in a server that has none, and migrates it. */
export async function createTemplate(connection: Connection): Promise<void> {
  await execute(connection, `create database ${template}`)
  const db = connect({
    connection: { ...connection, database: template },
    poolSize: 1,
    namedStatements: true,
    onConnectionError: (error) => {
      throw error
    },
  })
  try {
    await migrate(db)
  } finally {
    await disconnect(db)
  }
  // A template that somebody is connected to cannot be cloned.
  await execute(connection, `alter database ${template} allow_connections false`)
}

/**
 * Makes a migrated, empty database for one test or test file, and drops it when that ends, whoever is still
 * connected. Needs the server that the runner starts, which PARLEY_TEST_POSTGRES describes as a Connection in
 * JSON.
 */
export async function testDatabase(
  t: Pick<Test, 'teardown'>,
): Promise<{ connection: Connection; name: string }> {
  const server = process.env.PARLEY_TEST_POSTGRES
  if (server === undefined) {
    const file = relative('.', process.argv[1] ?? 'test/….test.ts')
    throw new Error(`This test needs the PostgreSQL of the test runner: run make test FILE=${file}`)
  }
  const connection = JSON.parse(server) as Connection
  const name = `test_${randomBytes(8).toString('hex')}`
  await clone(connection, name)
  t.teardown(() => execute(connection, `drop database ${name} with (force)`))
  return { connection: { ...connection, database: name }, name }
}

/** A new database as the server's own queries take it, over a single connection. */
export async function oneConnection(t: Pick<Test, 'teardown'>, namedStatements = true): Promise<Kysely<DB>> {
  const { connection } = await testDatabase(t)
  // It breaks when the database is dropped, which is as well.
  const db = connect({ connection, poolSize: 1, namedStatements, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  return db
}

/** A connection by hand, beside those of a server, that is closed when the test ends. */
export async function connected(t: Pick<Test, 'teardown'>, connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(connection)
  await client.connect()
  t.teardown(() => client.end())
  return client
}

async function clone(connection: Connection, name: string): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    try {
      return await execute(connection, `create database ${name} template ${template}`)
    } catch (error) {
      // object_in_use: autovacuum looks in on the template too.
      const inUse = error instanceof pg.DatabaseError && error.code === '55006'
      if (!inUse || Date.now() > deadline) throw error
      await setTimeout(50)
    }
  }
}

async function execute(connection: Connection, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
