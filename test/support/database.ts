/** Databases for tests: one migrated template per run, and clones of it. */
import { randomBytes } from 'node:crypto'
import { relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Test } from 'tap'
import type { DB } from '../../generated/database.ts'
import { connect, disconnect } from '../../src/database/connections/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type CitusNode, citusNodes, createOnNodes, dropOnNodes } from './postgres/citus.ts'

/** Connection parameters for pg. */
export interface Connection {
  host: string
  port: number
  user: string
  password?: string
  database: string
}

/** Server on which tests create their databases. */
export interface Server extends Connection {
  /** Nodes of a Citus cluster, the coordinator first. */
  nodes?: readonly CitusNode[]
}

/** Parses a DATABASE_URL and finds the nodes if it is a Citus cluster. */
export async function serverAt(url: string): Promise<Server> {
  const { host, port, user = '', password, database = '' } = new pg.Client(url)
  const connection = { host, port, user, database, ...(password && { password }) }
  const nodes = await citusNodes(connection)
  return { ...connection, ...(nodes.length > 0 && { nodes }) }
}

const template = 'parley_template'

/** Returns the DATABASE_URL of a database, for a process that uses it. */
export function databaseUrl({ host, port, user, password = '', database }: Connection): string {
  const secret = password && `:${encodeURIComponent(password)}`
  return `postgres://${user}${secret}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

/** Longest time, in ms, to wait for another session that blocks cloning the template. */
const patience = 10_000

/** Creates and migrates the template, replacing one that an interrupted run left behind. */
export async function createTemplate(server: Server): Promise<void> {
  // A distributed database cannot be cloned.
  if (server.nodes) return
  await dropTemplate(server)
  await execute(server, `create database ${template}`)
  await migrateAt({ ...server, database: template })
  // A template with open connections cannot be cloned.
  await execute(server, `alter database ${template} allow_connections false`)
}

export async function dropTemplate(server: Server): Promise<void> {
  await execute(server, `drop database if exists ${template} with (force)`)
}

async function migrateAt(connection: Connection): Promise<void> {
  const db = connect({
    connection,
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
}

/**
 * Creates a migrated, empty database for one test or test file. Drops it at the end of the test, even with
 * open connections. Needs the server that the runner starts: PARLEY_TEST_POSTGRES is its Connection as JSON.
 */
export async function testDatabase(
  t: Pick<Test, 'teardown'>,
): Promise<{ connection: Connection; name: string }> {
  const server = process.env.PARLEY_TEST_POSTGRES
  if (server === undefined) {
    const file = relative('.', process.argv[1] ?? 'test/….test.ts')
    throw new Error(`This test needs the PostgreSQL of the test runner: run make test FILE=${file}`)
  }
  const { nodes, ...connection } = JSON.parse(server) as Server
  const name = `test_${randomBytes(8).toString('hex')}`
  const created = { ...connection, database: name }
  if (nodes) {
    await createOnNodes(connection, nodes, name)
    t.teardown(() => dropOnNodes(connection, nodes, name))
    await migrateAt(created)
  } else {
    await clone(connection, name)
    t.teardown(() => execute(connection, `drop database ${name} with (force)`))
  }
  return { connection: created, name }
}

/** Returns a query builder for a new database, over a single connection. */
export async function oneConnection(t: Pick<Test, 'teardown'>, namedStatements = true): Promise<Kysely<DB>> {
  const { connection } = await testDatabase(t)
  // Dropping the database breaks the connection, which is expected.
  const db = connect({ connection, poolSize: 1, namedStatements, onConnectionError: () => {} })
  t.teardown(() => disconnect(db))
  return db
}

/** Opens a separate pg connection, which is closed at the end of the test. */
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
      // object_in_use: autovacuum also connects to the template.
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
