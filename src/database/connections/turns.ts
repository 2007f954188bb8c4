import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseUnreachable } from '../failures.ts'

/*
 * Limits how many connections one user holds at once. A user without one always queues for the next free
 * connection; each further one is granted only while more connections are free than the user holds. One user
 * can therefore take half of an idle pool, and requests of one user that wait for a locked row do not block
 * others.
 */

const users = new AsyncLocalStorage<number>()

/**
 * Executes work on behalf of a user: all connections that the work acquires, also in asynchronous calls that
 * it starts, count as that user's.
 */
export function workFor<T>(user: number, work: () => T): T {
  return users.run(user, work)
}

/**
 * Receives an error if the wait took too long, otherwise a function to call when the connection has been
 * released.
 */
type Granted = (error: Error | undefined, done: () => void) => void

export interface Turns {
  /** Calls `granted` once the current user, if any, may take a connection. */
  take(granted: Granted): void
  /** Number of requests waiting for a connection. */
  readonly waiting: number
}

/**
 * Creates the limiter of a pool.
 *
 * @param size number of connections in the pool
 * @param timeout maximum wait of a request for a connection, in ms
 */
export function createTurns(size: number, timeout: number): Turns {
  /** Numbers of connections held or queued for: in total, and by each user. */
  let taken = 0
  const held = new Map<number, number>()
  /** Waiting requests by user, oldest first. */
  const lines = new Map<number, Set<() => void>>()
  let waiting = 0

  const mayTake = (user: number) => {
    const own = held.get(user) ?? 0
    return own === 0 || own < size - taken
  }
  const grant = (user: number | undefined, granted: Granted) => {
    taken += 1
    if (user !== undefined) held.set(user, (held.get(user) ?? 0) + 1)
    granted(undefined, () => {
      taken -= 1
      if (user !== undefined) {
        const left = (held.get(user) ?? 0) - 1
        if (left > 0) held.set(user, left)
        else held.delete(user)
      }
      if (waiting > 0) advance()
    })
  }
  const advance = () => {
    for (const [user, line] of lines) {
      for (const enter of line) {
        if (!mayTake(user)) break
        enter()
      }
    }
  }
  const wait = (user: number, granted: Granted) => {
    const line = lines.get(user) ?? new Set()
    lines.set(user, line)
    const leave = () => {
      clearTimeout(timer)
      waiting -= 1
      line.delete(enter)
      if (line.size === 0) lines.delete(user)
    }
    const enter = () => {
      leave()
      grant(user, granted)
    }
    const timer = setTimeout(() => {
      leave()
      granted(
        new DatabaseUnreachable(new Error('too many requests of this user wait for the database')),
        noop,
      )
    }, timeout)
    waiting += 1
    line.add(enter)
  }

  return {
    take(granted) {
      const user = users.getStore()
      if (user === undefined || (!lines.has(user) && mayTake(user))) grant(user, granted)
      else wait(user, granted)
    },
    get waiting() {
      return waiting
    },
  }
}

function noop() {}
