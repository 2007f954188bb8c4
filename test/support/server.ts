/** Parley itself for tests: the whole application over a database of its own, on a free port. */
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
import { connect, disconnect } from '../../src/database/connect.ts'
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
  /** A client without a token; every answer is checked against the contract. */
  readonly client: Client
  readonly connection: Connection
  readonly db: Kysely<DB>
  /** Where the storage keeps its bytes. */
  readonly files: string
  /** What the server has logged, a line a string. */
  readonly log: string[]
}

export interface TestServerOptions {
  readonly config?: Partial<Config>
  /** Another server's, to be its replica. */
  readonly replicaOf?: TestServer
  /**
   * Instead of a database of its own, or the other server's way to it; where nothing listens, the database is
   * away.
   */
  readonly connection?: Connection
  /** Whether requests are refused where the machine, which tests share, is too slow for a second or two. */
  readonly shedsLoad?: boolean
  /** Factor of the intervals of background jobs; a twentieth unless the test is about them. */
  readonly jobPace?: number
  /** Whether the stand-in answers as slowly as a model writes. */
  readonly paced?: boolean
  /** Instead of hashes that cost a thirtieth of those in production. */
  readonly passwords?: Passwords
  /** Instead of one in a directory of its own. */
  readonly storage?: Storage
  /** Where the provider is, instead of the offline stand-in. */
  readonly llm?: {
    readonly baseUrl: string
    readonly protocol?: keyof typeof protocols
    readonly apiKey?: string
    readonly timeout?: number
    /** Where the one is that takes over from it, in the same protocol. */
    readonly fallbackBaseUrl?: string
    /** Its model, where that is another one. */
    readonly fallbackModel?: string
  }
}

/** The secret of every test server, so that replicas share it. */
export const secret = 'a secret for tests that is long enough'

/** Limits that no test reaches unless it means to, but that count. */
export const muchAllowed = {
  USER_RATE: 1_000_000,
  ADDRESS_RATE: 1_000_000,
  SIGN_IN_RATE: 1_000_000,
  ASK_RATE: 1_000_000,
  UPLOAD_RATE: 1_000_000,
  LOGIN_FAILURES: 1_000_000,
}

/** Tests hash thousands of passwords, and each would take 25 ms of a processor. */
const cheapHash = { memoryCost: 1024, timeCost: 2 }

/** Starts a server; it stops, and all that it left is removed, when the test ends. */
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
  // Many tests use only the helpers of this file, and the application takes 0.2 s to load.
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
  /** A client with the account's access token. */
  readonly client: Client
}

/** Registers a user of a random name, and logs in. */
export async function signUp(server: Pick<TestServer, 'client'>): Promise<Account> {
  const credentials = { username: `user-${randomBytes(6).toString('hex')}`, password: randomUUID() }
  const registered = await server.client.post('/api/register/', { json: credentials })
  const { id } = registered.json<Schemas['User']>()
  return { id, ...credentials, ...(await logIn(server, credentials)) }
}

/** Logs in; resolves to the tokens, and a client with the access token. */
export async function logIn(
  server: Pick<TestServer, 'client'>,
  { username, password }: { username: string; password: string },
): Promise<{ access: string; refresh: string; client: Client }> {
  const answer = await server.client.post('/api/token/', { json: { username, password } })
  if (answer.status !== 200) throw new Error(`A log-in was answered ${answer.status}: ${answer.text}`)
  const pair = answer.json<Schemas['TokenPair']>()
  return { ...pair, client: server.client.as(pair.access) }
}

/** A new directory that is removed when the test ends. */
export async function temporaryDirectory(t: Pick<Test, 'teardown'>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-test-'))
  // A process that was ended in the test may have children, such as initdb, that write for seconds longer.
  // With its growing pauses, rm tries for half a minute.
  t.teardown(() => rm(directory, { recursive: true, force: true, maxRetries: 25 }))
  // As root the embedded PostgreSQL runs as another user, who must be able to go there.
  await chmod(directory, 0o711)
  return directory
}

/**
 * Returns a port that is free, and that no other test gets as long as this process lives. The system gives it
 * to no outgoing connection.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_768)
    if ((await isClaimed(port)) && (await isFree(port))) return port
  }
}

/**
 * Claims a port among the tests that run on this machine, by a socket that has a name and no file, and goes
 * with the process. Only Linux has those; elsewhere every claim succeeds.
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
