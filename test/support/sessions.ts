/** Claims and checks of the sessions of an account. */
import { setTimeout } from 'node:timers/promises'
import type { TestServer } from './server.ts'

/** Returns the claims of a token, without a check of its signature. */
export function claimsOf(token: string): { sid: string; jti: string; iat: number; exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** Resolves to true if an access token and its refresh token are both rejected. */
export async function areRefused(
  server: Pick<TestServer, 'client'>,
  { access, refresh }: { access: string; refresh: string },
): Promise<boolean> {
  const used = await server.client.get('/api/chat/', { token: access })
  const traded = await server.client.post('/api/token/refresh/', { json: { refresh } })
  return used.status === 401 && traded.status === 401
}

/**
 * Repeats a check for one second. Resolves to true once it holds, and to false if it still fails when started
 * after a second.
 */
export async function withinASecond(ask: () => Promise<boolean>): Promise<boolean> {
  const from = performance.now()
  for (;;) {
    const askedAt = performance.now()
    if (await ask()) return true
    if (askedAt - from >= 1000) return false
    await setTimeout(20)
  }
}

/** Resolves to true if an access token is rejected within a second. */
export function refusedWithinASecond(
  { client }: Pick<TestServer, 'client'>,
  access: string,
): Promise<boolean> {
  return withinASecond(async () => (await client.get('/api/chat/', { token: access })).status === 401)
}
