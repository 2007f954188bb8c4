import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { hasCode } from '../error-code.ts'
import { findPostgresPackage, installBinaries } from './binaries.ts'
import { checkMajorVersion, makeDataDirectory } from './data.ts'
import { type Home, makeSocketDirectory, openHome } from './home.ts'
import { isListening, readLock } from './lock.ts'
import { lastLogLines, type Server, startServer } from './server.ts'

export interface EmbeddedPostgres {
  /** Options for pg; `host` is the socket's directory. */
  readonly connection: Connection
  /** Resolves to a description of the exit if the server ends without a call of stop(). */
  readonly exited: Promise<string>
  /** Shuts the server down and waits until it has ended. */
  stop(): Promise<void>
}

interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

// Longest wait for a data directory that is in use, in ms: by a server that is shutting down, because its
// Parley process was killed; by one that shows no sign of that; and by a lock whose process is not a server.
const SHUTDOWN_TIMEOUT_MS = 15_000
const LIVE_TIMEOUT_MS = 2_000
const SILENT_LOCK_TIMEOUT_MS = 3_000

/** Timeout, in ms, for a server to accept connections or report that it is still recovering. */
const READY_TIMEOUT_MS = 30_000

const defaultSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // Parley reports failed statements; here they would fill the log, including values of rows.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/**
 * Starts the embedded PostgreSQL with its data under `directory`, which is created if missing (as root it may
 * become a link to a place that the user `nobody` can reach). The server ends with this process, however that
 * ends.
 *
 * @param options.settings PostgreSQL settings that override the defaults
 * @throws Error with a remedy if it cannot start: no package for this platform, data of another major
 *   version, or a directory in use by another Parley process, for whose shutdown it waits up to 15 s.
 *   Once `signal` is aborted, it starts no server, shuts down one that is not ready, and throws the reason
 */
export async function startEmbeddedPostgres(options: {
  directory: string
  settings?: Readonly<Record<string, string>>
  signal?: AbortSignal
}): Promise<EmbeddedPostgres> {
  const postgresPackage = await findPostgresPackage()
  const home = await openHome(options.directory)
  await checkMajorVersion(home, postgresPackage.version)
  const bin = await installBinaries(home, postgresPackage)
  const data = await makeDataDirectory(home, bin)

  const socket = await makeSocketDirectory(home)
  const removeSocket = async () => {
    if (socket.temporary) await rm(socket.path, { recursive: true, force: true })
  }
  const connection = { host: socket.path, port: 5432, user: 'parley', database: 'parley' }
  const settings = {
    ...defaultSettings,
    // The setting is a list, in which quotes protect commas.
    unix_socket_directories: `"${socket.path.replaceAll('"', '""')}"`,
    port: String(connection.port),
    ...options.settings,
  }
  const command = [join(bin, 'postgres'), '-D', data]
  for (const [name, value] of Object.entries(settings)) command.push('-c', `${name}=${value}`)

  let server: Server
  try {
    server = await startWhenFree(home, data, connection, {
      start: () => startServer(home, command, socket.temporary ? socket.path : undefined),
      signal: options.signal,
    })
  } catch (error) {
    await removeSocket()
    throw error
  }

  let stopping = false
  const ended = server.ended.then(removeSocket)
  return {
    connection,
    exited: new Promise((resolve) => {
      server.ended.then((how) => {
        if (!stopping) resolve(how)
      })
    }),
    async stop() {
      stopping = true
      server.shutDown()
      await ended
    },
  }
}

/** Starts the server once no other one uses the data; resolves to it when it accepts connections. */
async function startWhenFree(
  home: Home,
  data: string,
  connection: Connection,
  { start, signal }: { start: () => Promise<Server>; signal: AbortSignal | undefined },
): Promise<Server> {
  const began = Date.now()
  let lastHeard = began
  for (;;) {
    signal?.throwIfAborted()
    const lock = await readLock(data)
    const now = Date.now()
    if (lock && (await isListening(lock.socket))) {
      lastHeard = now
      if (now - began > (lock.stopping ? SHUTDOWN_TIMEOUT_MS : LIVE_TIMEOUT_MS)) {
        throw new Error(
          `${home.directory} is in use by another Parley, whose PostgreSQL is process ${lock.pid}` +
            (lock.stopping ? ' and has not finished shutting down' : '') +
            ': stop it, or set another DATA_DIRECTORY',
        )
      }
    } else {
      const server = await start()
      if (await becomesReady(server, home, data, connection, signal)) return server
      const log = await lastLogLines(home)
      const heldByAnother =
        /lock file "[^"]*" (already exists|is empty)|pre-existing shared memory block/.test(log)
      if (!heldByAnother || now - began > SHUTDOWN_TIMEOUT_MS) {
        throw new Error(`${server.howItEnded()} during its start:\n${log}`)
      }
      if (now - lastHeard > SILENT_LOCK_TIMEOUT_MS) {
        // The process id in the lock was reused after a restart of the machine or container. If it were a
        // server after all, PostgreSQL would still refuse to start, because its shared memory is in use.
        await rm(join(data, 'postmaster.pid'), { force: true })
        for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) {
          await rm(join(connection.host, name), { force: true })
        }
      }
    }
    await setTimeout(200)
  }
}

/** Resolves to true when the server accepts connections, to false if it has ended. */
async function becomesReady(
  server: Server,
  home: Home,
  data: string,
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let deadline = Date.now() + READY_TIMEOUT_MS
  while (!server.howItEnded()) {
    const connectionError = await tryToConnect(connection)
    // If two start at once, the one that responds may be the other.
    if (!connectionError && (await readLock(data))?.pid === server.pid) return true
    // cannot_connect_now: recovery after a power failure may take longer.
    if (hasCode(connectionError, '57P03')) deadline = Date.now() + READY_TIMEOUT_MS
    if (signal?.aborted || Date.now() > deadline) {
      server.shutDown()
      await server.ended
      signal?.throwIfAborted()
      throw new Error(
        `PostgreSQL accepted no connection in ${READY_TIMEOUT_MS / 1000} s:\n${await lastLogLines(home)}`,
        { cause: connectionError },
      )
    }
    await setTimeout(25)
  }
  return false
}

/** Connects once; resolves to the error, or undefined. */
async function tryToConnect(connection: Connection): Promise<unknown> {
  const client = new pg.Client({ ...connection, ssl: false, connectionTimeoutMillis: 5_000 })
  // An unhandled connection error would end the process; only the server's exit matters.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return undefined
  } catch (error) {
    return error
  }
}
