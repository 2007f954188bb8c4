/**
 * PostgreSQL with a streaming standby, behind one address that can be switched from the primary to the
 * standby.
 */
import { execFile } from 'node:child_process'
import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { Test } from 'tap'
import type { Connection } from '../database.ts'
import { until } from '../files.ts'
import { gateTo } from '../network/gate.ts'
import { temporaryDirectory } from '../server.ts'
import { type OwnPostgres, ownPostgres } from './own-postgres.ts'

const run = promisify(execFile)

export interface Cluster {
  /** Connection through the address, to the current target. */
  readonly connection: Connection
  /** Primary itself, not through the address. */
  readonly primary: OwnPostgres
  readonly standby: OwnPostgres
  /** Switches the address to the standby, and cuts the connections to the primary. */
  switchOver(): Promise<void>
  /** Promotes the standby. Resolves when it accepts writes. */
  promote(): Promise<void>
  /** Gives the promoted standby a standby of its own, in place of the dead primary. */
  rebuild(): Promise<void>
}

/** Starts both. A commit is on both before the client receives the acknowledgement. */
export async function cluster(t: Pick<Test, 'teardown'>): Promise<Cluster> {
  let primary = await ownPostgres(t, { settings })
  let standby = await standbyOf(t, primary)
  await waitForStandby(primary)
  const host = await temporaryDirectory(t)
  const connection = { ...primary.connection, host }
  const socketOf = ({ host, port }: Connection) => ({ path: join(host, `.s.PGSQL.${port}`) })
  let current = primary
  const address = gateTo(t, () => socketOf(current.connection), socketOf(connection))
  await address.open()
  return {
    connection,
    get primary() {
      return primary
    },
    get standby() {
      return standby
    },
    async switchOver() {
      current = standby
      await address.shut()
      await address.open()
    },
    async promote() {
      await query(standby.connection, 'select pg_promote()')
    },
    async rebuild() {
      const dead = primary
      primary = standby
      standby = await standbyOf(t, primary)
      await waitForStandby(primary)
      await rm(dead.directory, { recursive: true })
    },
  }
}

const settings = { wal_keep_size: '1GB', wal_retrieve_retry_interval: '200ms' }

/** Makes replication synchronous. Resolves when it is in effect. */
async function waitForStandby({ connection }: OwnPostgres): Promise<void> {
  await query(connection, `alter system set synchronous_standby_names = '*'`)
  await query(connection, 'select pg_reload_conf()')
  await until('commits wait for the standby', async () => {
    const [row] = await query(connection, 'select sync_state from pg_stat_replication')
    return row?.sync_state === 'sync'
  })
}

/** Takes a base backup of a running server and starts the copy as its standby. */
async function standbyOf(
  t: Pick<Test, 'teardown'>,
  { connection, directory }: OwnPostgres,
): Promise<OwnPostgres> {
  const copy = join(await temporaryDirectory(t), 'postgres')
  const data = join(copy, 'data')
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(`select pg_backup_start('standby', fast => true)`)
    // Preserves owners and modes: under root, PostgreSQL runs as another user.
    await mkdir(copy)
    await run('cp', ['-a', join(directory, 'data'), data])
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
    await rm(join(data, 'postmaster.pid'))
    const { uid, gid } = await stat(data)
    for (const [name, content] of [
      ['backup_label', rows[0]?.labelfile ?? ''],
      ['standby.signal', ''],
    ] as const) {
      await writeFile(join(data, name), content, { mode: 0o600 })
      await chown(join(data, name), uid, gid)
    }
  } finally {
    await client.end()
  }
  const { host, port, user } = connection
  const primary_conninfo = `host='${host}' port=${port} user=${user} application_name=standby`
  const standby = await ownPostgres(t, { directory: copy, settings: { ...settings, primary_conninfo } })
  // As a primary it would wait for a standby that does not exist yet.
  await query(standby.connection, 'alter system reset synchronous_standby_names')
  await query(standby.connection, 'select pg_reload_conf()')
  return standby
}

async function query(connection: Connection, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
