import type { RedisClient } from './redis-client.ts'
import type { Signals, Topic } from './signals.ts'

/** Messages without a reply; further ones are dropped, so that a Redis that hangs costs no memory. */
const MAX_PENDING = 1_000
/** Time, in ms, without a reply after which Redis counts as hanging, and its signals are not relied on. */
const MAX_SILENCE_MS = 1_000

/** Creates signals over Redis publish/subscribe. They hold neither secrets nor texts of users. */
export function redisSignals(client: RedisClient): Signals {
  const listeners = new Map<string, Set<Listener>>()
  const subscribed = new Set<string>()
  const changing = new Set<string>()
  let pending = 0
  /** Time of the first message since the last reply. */
  let silentSince = Number.POSITIVE_INFINITY

  const receive = (_: string, channel: string) => {
    for (const { onSignal } of listeners.get(channel) ?? []) onSignal()
  }
  const connected = (channel: string) => {
    for (const { onConnected } of listeners.get(channel) ?? []) onConnected?.()
  }

  /** Subscribes or unsubscribes, one after the other: the client mixes up concurrent calls for a channel. */
  const change = async (channel: string) => {
    if (changing.has(channel)) return
    changing.add(channel)
    try {
      while (listeners.has(channel) !== subscribed.has(channel)) {
        if (subscribed.has(channel)) {
          await client.unsubscribe(channel, receive)
          subscribed.delete(channel)
        } else {
          await client.subscribe(channel, receive)
          subscribed.add(channel)
          connected(channel)
        }
      }
    } catch {
      // Repeated once the client is connected again.
    } finally {
      changing.delete(channel)
    }
  }
  // The client has subscribed again by itself to what it was subscribed to.
  client.on('ready', () => {
    for (const channel of new Set([...listeners.keys(), ...subscribed])) {
      if (subscribed.has(channel)) connected(channel)
      change(channel)
    }
  })

  return {
    get isConnected() {
      return client.isReady && performance.now() - silentSince < MAX_SILENCE_MS
    },
    send(topic) {
      if (!client.isReady || pending >= MAX_PENDING) return
      pending += 1
      silentSince = Math.min(silentSince, performance.now())
      const onReply = () => {
        pending -= 1
        silentSince = pending > 0 ? performance.now() : Number.POSITIVE_INFINITY
      }
      client.publish(channelOf(topic), '').then(onReply, onReply)
    },
    listen(topic, onSignal, onConnected) {
      const channel = channelOf(topic)
      const listener = { onSignal, onConnected }
      const ofChannel = listeners.get(channel) ?? new Set()
      listeners.set(channel, ofChannel.add(listener))
      change(channel)
      return () => {
        ofChannel.delete(listener)
        if (ofChannel.size > 0 || listeners.get(channel) !== ofChannel) return
        listeners.delete(channel)
        change(channel)
      }
    },
  }
}

interface Listener {
  readonly onSignal: () => void
  readonly onConnected: (() => void) | undefined
}

function channelOf(topic: Topic): string {
  return `parley:${topic}`
}
