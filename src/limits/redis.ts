import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { type Buckets, intervalOf } from './buckets.ts'

/** How long the start waits for Redis, in ms; it goes on without. */
const START_TIMEOUT_MS = 1_000
/** How long to wait at most before Redis is looked for again, in ms. */
const MAX_PAUSE_MS = 1_000

/** What `takeFromBucket` does in PostgreSQL. Numbers leave a script without their fractions, so the last one leaves as text. */
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
 * Buckets that replicas share in Redis, by its clock.
 *
 * @param onError told when Redis cannot be reached; it is looked for until it can
 */
export async function redisBuckets(url: string, onError: (error: Error) => void): Promise<Buckets> {
  const client = createClient({
    url,
    // What cannot be asked now is answered from memory now.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, MAX_PAUSE_MS) },
  })
  let isTold = false
  client.on('error', (error: Error) => {
    if (!isTold) onError(error)
    isTold = true
  })
  client.on('ready', () => {
    isTold = false
  })
  // It rejects only where the client is closed before there was a Redis.
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
