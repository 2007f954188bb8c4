/** Parley for tests: the whole application with its own database, on a free port. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { pino } from 'pino'
import type { Test } from 'tap'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { createPasswords, type Passwords } from '../../src/auth/passwords.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { connect, disconnect } from '../../src/database/connections/connect.ts'
import { diskStorage } from '../../src/files/storage/disk.ts'
import type { Storage } from '../../src/files/storage/storage.ts'
import { logOptions } from '../../src/http/telemetry/log.ts'
import { failover } from '../../src/models/failover.ts'
import { OFFLINE_MODEL, offlineProvider } from '../../src/models/offline.ts'
import { protocols } from '../../src/models/protocols/protocols.ts'
import { type Client, client } from './client.ts'
import { type Connection, testDatabase } from './database.ts'

type Schemas = components['schemas']

export interface TestServer {
  readonly app: FastifyInstance
  readonly url: string
  /** Client without a token; checks every response against the contract. */
  readonly client: Client
  readonly connection: Connection
  readonly db: Kysely<DB>
  /** Directory of the stored files. */
  readonly files: string
  /** Log of the server, one string per line. */
  readonly log: string[]
}

export interface TestServerOptions {
  readonly config?: Partial<Config>
  /** Another server of which this one is a replica. */
  readonly replicaOf?: TestServer
  /**
   * Connection to use instead of a new database or that of the other server. An address without a listener
   * simulates an unreachable database.
   */
  readonly connection?: Connection
  /**
   * True to reject requests under overload, as in production. Off by default, because tests share a slow
   * machine.
   */
  readonly shedsLoad?: boolean
  /** Factor for the intervals of background jobs; by default a twentieth. */
  readonly jobPace?: number
  /** True if the offline provider answers at the speed of a model. */
  readonly paced?: boolean
  /** Replaces the usual hashing of tests, which costs a thirtieth of that in production. */
  readonly passwords?: Passwords
  /** Replaces the storage in its own directory. */
  readonly storage?: Storage
  /** Provider to use instead of the offline one. */
  readonly llm?: {
    readonly baseUrl: string
    readonly protocol?: keyof typeof protocols
    readonly apiKey?: string
    readonly timeout?: number
    /** Base URL of the fallback provider, with the same protocol. */
    readonly fallbackBaseUrl?: string
    /** Model of the fallback provider, if it is a different one. */
    readonly fallbackModel?: string
  }
}

/** Secret shared by all test servers, so that they can be replicas. */
export const secret = 'a secret for tests that is long enough'

/** Limits that are counted, but that tests reach only deliberately. */
export const muchAllowed = {
  USER_RATE: 1_000_000,
  ADDRESS_RATE: 1_000_000,
  SIGN_IN_RATE: 1_000_000,
  ASK_RATE: 1_000_000,
  UPLOAD_RATE: 1_000_000,
  LOGIN_FAILURES: 1_000_000,
}

/** Parameters of cheap hashing: tests hash thousands of passwords, at 25 ms of CPU each in production. */
const cheapHash = { memoryCost: 1024, timeCost: 2 }

/** Starts a server. It is stopped and its data is removed when the test ends. */
export async function testServer(
  t: Pick<Test, 'teardown'>,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const { replicaOf } = options
  const connection = options.connection ?? replicaOf?.connection ?? (await testDatabase(t)).connection
  const files = replicaOf?.files ?? (await temporaryDirectory(t))
  const port = await freePort()
  const config = {
    ...readConfig({ LOG_LEVEL: 'debug' }),
    ...muchAllowed,
    JWT_SECRET: [secret],
    PUBLIC_URL: replicaOf?.url ?? `http://127.0.0.1:${port}`,
    ...options.config,
  } as Config
  const log: string[] = []
  const logger = pino(logOptions('debug'), { write: (line: string) => void log.push(line) })
  const db = connect({
    connection,
    poolSize: config.DATABASE_POOL_SIZE,
    namedStatements: config.DATABASE_STATEMENT_NAMES === 'on',
    onConnectionError: (error) => logger.warn({ err: error }, 'a connection broke'),
  })
  const llm = {
    model: options.llm ? 'test-model' : OFFLINE_MODEL,
    timeout: 30_000,
    ...options.llm,
  }
  const providerAt = (baseUrl = '') => protocols[llm.protocol ?? 'openai']({ ...llm, baseUrl })
  const candidate = (name: string, baseUrl: string, model = llm.model) => ({
    name,
    model,
    provider: protocols[llm.protocol ?? 'openai']({ ...llm, baseUrl, model }),
  })
  const { baseUrl, fallbackBaseUrl } = llm
  const provider =
    options.llm === undefined
      ? offlineProvider({ paced: options.paced ?? false })
      : fallbackBaseUrl === undefined
        ? providerAt(baseUrl)
        : failover(
            [candidate('primary', baseUrl ?? ''), candidate('fallback', fallbackBaseUrl, llm.fallbackModel)],
            llm,
          )
  const models = [llm.model, 'another-model'] as const
  const storage = options.storage ?? (await diskStorage(files))
  const passwords = options.passwords ?? (await createPasswords(cheapHash))
  const { shedsLoad = false, jobPace = 0.05 } = options
  // Many tests use only the helpers in this file, and loading the application takes 0.2 s.
  const { buildApp } = await import('../../src/app.ts')
  const app = await buildApp({ config, db, passwords, storage, provider, models, logger, shedsLoad, jobPace })
  t.teardown(async () => {
    await app.close()
    await provider.close()
    await disconnect(db)
  })
  const url = await app.listen({ host: '127.0.0.1', port })
  return { app, url, client: client(url), connection, db, files, log }
}

export interface Account {
  readonly id: number
  readonly username: string
  readonly password: string
  readonly access: string
  readonly refresh: string
  /** Client with the access token of the account. */
  readonly client: Client
}

/** Registers a user with a random name, and logs in. */
export async function signUp(server: Pick<TestServer, 'client'>): Promise<Account> {
  const credentials = { username: `user-${randomBytes(6).toString('hex')}`, password: randomUUID() }
  const registered = await server.client.post('/api/register/', { json: credentials })
  const { id } = registered.json<Schemas['User']>()
  return { id, ...credentials, ...(await logIn(server, credentials)) }
}

/** Logs in. Resolves to the tokens, and a client with the access token. */
export async function logIn(
  server: Pick<TestServer, 'client'>,
  { username, password }: { username: string; password: string },
): Promise<{ access: string; refresh: string; client: Client }> {
  const answer = await server.client.post('/api/token/', { json: { username, password } })
  if (answer.status !== 200) throw new Error(`A log-in was answered ${answer.status}: ${answer.text}`)
  const pair = answer.json<Schemas['TokenPair']>()
  return { ...pair, client: server.client.as(pair.access) }
}

/** Creates a directory that is removed when the test ends. */
export async function temporaryDirectory(t: Pick<Test, 'teardown'>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
  // A process that the test ended may have children, such as initdb, that keep writing for seconds. With its
  // growing delays, rm retries for half a minute.
  t.teardown(() => rm(directory, { recursive: true, force: true, maxRetries: 25 }))
  // Under root, the embedded PostgreSQL runs as another user, which needs access to this directory.
  await chmod(directory, 0o711)
  return directory
}

/**
 * Returns a free port that no other test gets during the lifetime of this process. It is outside the range
 * that the system uses for outgoing connections.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_768)
    if ((await isClaimed(port)) && (await isFree(port))) return port
  }
}

/**
 * Claims a port among the tests on this machine with an abstract socket, which has a name but no file and is
 * released with the process. Only Linux has these; elsewhere every claim succeeds.
 */
function isClaimed(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    createServer()
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
      .listen(`\0parley-test-port-${port}`, () => resolve(true))
      .unref()
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
