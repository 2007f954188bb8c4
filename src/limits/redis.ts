import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { type Buckets, intervalOf } from './buckets.ts'

/** Longest wait for Redis at startup, in ms. The server starts without it. */
const START_TIMEOUT_MS = 1_000
const MAX_RECONNECT_DELAY_MS = 1_000

/**
 * Equivalent of `takeFromBucket`. Redis truncates numbers that a script returns, so the last one is returned
 * as text.
 */
const SCRIPT = `
  local count, interval, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
  local left = math.floor((window - (full - now)) / interval + 0.001)
  local granted = math.min(count, math.max(0, left))
  full = full + granted * interval
  if full > now then
    redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now))
  else
    redis.call('DEL', KEYS[1])
  end
  return { granted, tostring(full - now) }`

/**
 * Creates buckets that replicas share in Redis, using its clock.
 *
 * @param onError called when Redis becomes unreachable; the client keeps trying to reconnect
 */
export async function redisBuckets(url: string, onError: (error: Error) => void): Promise<Buckets> {
  const client = createClient({
    url,
    // Fail at once, so that the fallback decides.
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
  return {
    async take(key, rate, count) {
      const numbers = [count, intervalOf(rate), rate.window].map(String)
      const options = { keys: [`parley:rate:${key}`], arguments: numbers }
      const [granted, full] = (await client.eval(SCRIPT, options)) as [number, string]
      return { granted, full: Number(full) }
    },
    async close() {
      client.destroy()
    },
  }
}
