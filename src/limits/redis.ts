import type { RedisClient } from '../replicas/redis-client.ts'
import { type Buckets, intervalOf } from './buckets.ts'

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

/** Creates buckets that replicas share in Redis, using its clock. */
export function redisBuckets(client: RedisClient): Buckets {
  return {
    async take(key, rate, count) {
      const numbers = [count, intervalOf(rate), rate.window].map(String)
      const options = { keys: [`parley:rate:${key}`], arguments: numbers }
      const [granted, full] = (await client.eval(SCRIPT, options)) as [number, string]
      return { granted, full: Number(full) }
    },
    async close() {},
  }
}
