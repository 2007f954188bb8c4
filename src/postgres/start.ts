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
  /** For pg: host is the socket's directory. */
  readonly connection: Connection
  /** Resolves (with the exit description) if the server ends without stop() having been called. */
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

// How long another server may hold the data directory, in ms: one that shuts down, since its Parley was
// killed; one that shows no sign of that; and a lock that names a running process which is no server at all.
const SHUTDOWN_PATIENCE_MS = 15_000
const LIVE_PATIENCE_MS = 2_000
const SILENT_LOCK_PATIENCE_MS = 3_000

/** A server must accept connections, or say that it is still recovering, within this time, in ms. */
const READY_WITHIN_MS = 30_000

const settingsOfAll = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  // Failed statements are reported by Parley; here they would fill the log, with rows' values in it.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/**
 * Starts the PostgreSQL that comes with Parley's packages, with its data under `directory` (made when
 * missing; as root it may become a link to a place where the user `nobody` can go). The server ends when this
 * process does, however that ends.
 *
 * `settings` are PostgreSQL's own, over its defaults. Throws an Error with a message for the operator where
 * it cannot start: no package for this platform, data of another major version, or another Parley in the
 * directory, for whose shutdown it waits up to 15 s. Once `signal` is aborted it starts no server, shuts
 * down one that is not ready yet, and throws the signal's reason.
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
    ...settingsOfAll,
    // A list, in which quotes keep a comma from dividing.
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

/** Starts the server as soon as no other holds the data, and returns it when it accepts connections. */
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
      if (now - began > (lock.stopping ? SHUTDOWN_PATIENCE_MS : LIVE_PATIENCE_MS)) {
        throw new Error(
          `${home.directory} is in use by another Parley, whose PostgreSQL is process ${lock.pid}` +
            (lock.stopping ? ' and has not finished shutting down' : '') +
            ': stop that one, or give this one a directory of its own',
        )
      }
    } else {
      const server = await start()
      if (await becomesReady(server, home, data, connection, signal)) return server
      const log = await lastLogLines(home)
      const heldByAnother =
        /lock file "[^"]*" (already exists|is empty)|pre-existing shared memory block/.test(log)
      if (!heldByAnother || now - began > SHUTDOWN_PATIENCE_MS) {
        throw new Error(`${server.howItEnded()} while it started:\n${log}`)
      }
      if (now - lastHeard > SILENT_LOCK_PATIENCE_MS) {
        // The number in the lock is some other process's since the machine or the container came up again.
        // Were it a server after all, PostgreSQL would still refuse, as its shared memory is in use.
        await rm(join(data, 'postmaster.pid'), { force: true })
        for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) {
          await rm(join(connection.host, name), { force: true })
        }
      }
    }
    await setTimeout(200)
  }
}

/** Resolves true when the server accepts connections, false when it has ended instead. */
async function becomesReady(
  server: Server,
  home: Home,
  data: string,
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let deadline = Date.now() + READY_WITHIN_MS
  while (!server.howItEnded()) {
    const refusal = await tryToConnect(connection)
    // Where two start at once, the one that answers may be the other's.
    if (!refusal && (await readLock(data))?.pid === server.pid) return true
    // cannot_connect_now: after a power cut it may replay its log for longer.
    if (hasCode(refusal, '57P03')) deadline = Date.now() + READY_WITHIN_MS
    if (signal?.aborted || Date.now() > deadline) {
      server.shutDown()
      await server.ended
      signal?.throwIfAborted()
      throw new Error(
        `PostgreSQL accepted no connection in ${READY_WITHIN_MS / 1000} s:\n${await lastLogLines(home)}`,
        { cause: refusal },
      )
    }
    await setTimeout(25)
  }
  return false
}

/** Connects once: resolves undefined when that worked, else the error. */
async function tryToConnect(connection: Connection): Promise<unknown> {
  const client = new pg.Client({ ...connection, ssl: false, connectionTimeoutMillis: 5_000 })
  // Unheard, a connection that breaks would end the process; the server's own end is what counts.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return undefined
  } catch (error) {
    return error
  }
}
