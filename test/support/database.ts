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
import { type CitusNode, citusNodes, createOnNodes, dropOnNodes } from './postgres/citus.ts'

/** What pg needs to reach a database. */
export interface Connection {
  host: string
  port: number
  user: string
  password?: string
  database: string
}

/** Where tests create their databases. */
export interface Server extends Connection {
  /** Of a cluster with Citus, the coordinator first. */
  nodes?: readonly CitusNode[]
}

/** Reads a DATABASE_URL, and of a Citus cluster its nodes. */
export async function serverAt(url: string): Promise<Server> {
  const { host, port, user = '', password, database = '' } = new pg.Client(url)
  const connection = { host, port, user, database, ...(password && { password }) }
  const nodes = await citusNodes(connection)
  return { ...connection, ...(nodes.length > 0 && { nodes }) }
}

const template = 'parley_template'

/** Builds the DATABASE_URL of a process that is to use this database. */
export function databaseUrl({ host, port, user, password = '', database }: Connection): string {
  const secret = password && `:${encodeURIComponent(password)}`
  return `postgres://${user}${secret}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

/** How long another session may hold the template before a clone gives up, in ms. */
const patience = 10_000

/** Makes the template, in place of one that an interrupted run has left, and migrates it. */
export async function createTemplate(server: Server): Promise<void> {
  // A distributed database cannot be cloned.
  if (server.nodes) return
  await dropTemplate(server)
  await execute(server, `create database ${template}`)
  await migrateAt({ ...server, database: template })
  // A template that somebody is connected to cannot be cloned.
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
