/** PgBouncer for one test, if it is installed. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import type { Test } from 'tap'
import type { Connection } from '../database.ts'
import { until } from '../files.ts'
import { freePort, temporaryDirectory } from '../server.ts'
import { isInstalled } from './s3-server.ts'

/** Reason to skip tests that need PgBouncer; false if it is installed. */
export const pgbouncerMissing = !isInstalled('pgbouncer') && 'pgbouncer is not installed'

/** Returns true if the installed PgBouncer supports prepared statements, as versions since 1.21 do. */
export function keepsStatements(): boolean {
  const version = execFileSync('pgbouncer', ['--version'], { encoding: 'utf8' })
  const [, major, minor] = /^PgBouncer (\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 1 || Number(minor) >= 21
}

export interface PgBouncer {
  /** Connection to the same database through PgBouncer. */
  readonly connection: Connection
  /** Resolves to the number of client connections to this database. */
  clients(): Promise<number>
}

/** Starts PgBouncer in transaction mode in front of a test's database until the test ends. */
export async function pgbouncer(t: Pick<Test, 'teardown'>, database: Connection): Promise<PgBouncer> {
  const directory = await temporaryDirectory(t)
  const port = await freePort()
  const file = join(directory, 'pgbouncer.ini')
  const asRoot = process.getuid?.() === 0
  const { host, user } = database
  await writeFile(
    file,
    `[databases]
    ${database.database} = host=${host} port=${database.port} user=${user}
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = ${port}
    unix_socket_dir =
    ${asRoot ? 'user = nobody' : ''}
    auth_type = any
    pool_mode = transaction
    default_pool_size = 8
    max_client_conn = 200
    stats_users = ${user}
    ${keepsStatements() ? 'max_prepared_statements = 200' : ''}
    `,
  )
  await chmod(file, 0o644)
  const child = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'] })
  const errorOutput = text(child.stderr)
  t.teardown(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'close')
  })
  const connection = { ...database, host: '127.0.0.1', port }
  const ask = async (to: Connection, statement: string) => {
    const client = new pg.Client(to)
    await client.connect()
    try {
      // The console supports only the simple query protocol.
      return (await client.query<Record<string, unknown>>(statement)).rows
    } finally {
      await client.end()
    }
  }
  await until('PgBouncer responds', async () => {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended: ${await errorOutput}`)
    return ask(connection, 'select 1').then(
      () => true,
      () => false,
    )
  })
  return {
    connection,
    async clients() {
      const rows = await ask({ ...connection, database: 'pgbouncer' }, 'show clients')
      return rows.filter(({ database: name }) => name === database.database).length
    },
  }
}
