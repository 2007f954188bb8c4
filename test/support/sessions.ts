/** What tests ask about the sessions of an account. */
import { setTimeout } from 'node:timers/promises'
import type { TestServer } from './server.ts'

/** Whether neither an access token nor the refresh token that came with it is taken any more. */
export async function areRefused(
  server: Pick<TestServer, 'client'>,
  { access, refresh }: { access: string; refresh: string },
): Promise<boolean> {
  const used = await server.client.get('/api/chat/', { token: access })
  const traded = await server.client.post('/api/token/refresh/', { json: { refresh } })
  return used.status === 401 && traded.status === 401
}

/**
 * Whether what is asked for over and over has come about for every asking that begins a second from now or
 * later.
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

/** Whether an access token is refused within a second from now. */
export function refusedWithinASecond(
  { client }: Pick<TestServer, 'client'>,
  access: string,
): Promise<boolean> {
  return withinASecond(async () => (await client.get('/api/chat/', { token: access })).status === 401)
}
