import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'

/** Maximum wait for Redis at startup, in ms. The server starts without it. */
const START_TIMEOUT_MS = 1_000
const MAX_RECONNECT_DELAY_MS = 1_000

export type RedisClient = ReturnType<typeof createClient>

/**
 * Connects to Redis, over one connection for commands and messages. Commands fail at once while there is no
 * connection.
 *
 * @param onError called when Redis becomes unreachable; the client keeps trying to reconnect
 */
export async function connectRedis(url: string, onError: (error: Error) => void): Promise<RedisClient> {
  const client: RedisClient = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, MAX_RECONNECT_DELAY_MS) },
  })
  let hasReported = false
  client.on('error', (error: Error) => {
    if (!hasReported) onError(error)
    hasReported = true
  })
  client.on('ready', () => {
    hasReported = false
  })
  // Rejects only if the client is closed before it was ever connected.
  const connected = client.connect().catch(() => {})
  await Promise.race([connected, sleep(START_TIMEOUT_MS, undefined, { ref: false })])
  return client
}
