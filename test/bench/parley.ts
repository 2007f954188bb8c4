/** Parley with one account, configured as an operator would. */
import { randomBytes } from 'node:crypto'
import { databaseUrl } from '../support/database.ts'
import type { Bench } from './bench.ts'
import type { Server } from './server.ts'

export const POOL_SIZE = 10

export interface Parley extends Account {
  readonly server: Server
  signUp(): Promise<Account>
}

export interface Account {
  readonly user: number
  readonly credentials: { readonly username: string; readonly password: string }
  /** Resolves to a token that is valid for one round. */
  logIn(): Promise<string>
}

/**
 * Starts Parley with an account. `baseUrl` belongs to the provider; `settings` are added to the usual ones.
 */
export async function startParley(
  { connection, directory, start }: Bench,
  baseUrl: string,
  settings: Record<string, string> = {},
): Promise<Parley> {
  const server = await start('parley', 'src/main.ts', {
    DATABASE_URL: databaseUrl(connection),
    DATABASE_POOL_SIZE: String(POOL_SIZE),
    DATA_DIRECTORY: directory,
    JWT_SECRET: randomBytes(32).toString('hex'),
    // More than can be sent. The requests are still counted.
    USER_RATE: '1000000000',
    ASK_RATE: '1000000000',
    LLM_BASE_URL: baseUrl,
    LLM_MODEL: 'bench',
    // The same as `make start`.
    MALLOC_ARENA_MAX: '2',
    NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
    NODE_OPTIONS: '--max-semi-space-size=16',
    ...settings,
  })
  const signUp = async (): Promise<Account> => {
    const credentials = {
      username: `bench-${randomBytes(4).toString('hex')}`,
      password: randomBytes(16).toString('hex'),
    }
    const registered = await fetch(`${server.url}/api/register/`, json(credentials))
    const { id } = (await registered.json()) as { id: number }
    return {
      user: id,
      credentials,
      async logIn() {
        const answer = await fetch(`${server.url}/api/token/`, json(credentials))
        const { access } = (await answer.json()) as { access: string }
        return access
      },
    }
  }
  return { server, signUp, ...(await signUp()) }
}

/** Returns the options of a POST request with JSON. */
export function json(body: unknown) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
