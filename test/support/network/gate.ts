/** TCP relay to a server that tests can close, to simulate an unreachable server. */
import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Connection } from '../database.ts'
import { temporaryDirectory } from '../server.ts'

export interface Gate {
  open(): Promise<void>
  /** Refuses new connections and cuts the open ones. */
  shut(): Promise<void>
  /**
   * Keeps open connections and accepts new ones, but relays nothing, not even the end of a connection, until
   * `shut` is called.
   */
  silence(): void
  /**
   * Waits for the next connection on which this text is sent, and cuts it after the server has responded but
   * before the client receives the response. Resolves then.
   */
  loseReplyTo(text: string): Promise<void>
}

/** Creates a closed gate to a test's database, and a connection that leads through it. */
export async function gate(
  t: Pick<Test, 'teardown'>,
  database: Connection,
): Promise<Gate & { readonly connection: Connection }> {
  const host = await temporaryDirectory(t)
  const socketOf = ({ host, port }: Connection) => ({ path: join(host, `.s.PGSQL.${port}`) })
  const connection = { ...database, host }
  const to = database.host.startsWith('/') ? socketOf(database) : { host: database.host, port: database.port }
  return { connection, ...gateTo(t, to, socketOf(connection)) }
}

/** Creates a closed gate from one address, a socket or a port, to another one, which may change later. */
export function gateTo(
  t: Pick<Test, 'teardown'>,
  to: NetConnectOpts | (() => NetConnectOpts),
  from: NetConnectOpts,
): Gate {
  const inside = new Set<Socket>()
  let silent = false
  let losing: { readonly text: string; readonly lost: () => void } | undefined
  const server = createServer((client) => {
    const behind = connect(typeof to === 'function' ? to() : to)
    client.on('data', (bytes: Buffer) => {
      if (losing === undefined || !bytes.includes(losing.text)) return
      const { lost } = losing
      losing = undefined
      const lose = () => {
        client.destroy()
        lost()
      }
      behind.unpipe(client).once('data', lose).resume()
    })
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      inside.add(one)
      if (!silent) one.pipe(other)
      // An error on either side counts as its end, which ends the other side too.
      one.on('error', () => {})
      one.once('close', () => {
        inside.delete(one)
        if (!silent) other.destroy()
      })
    }
  })

  async function shut() {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of inside) socket.destroy()
    await closed
  }

  t.teardown(shut)
  return {
    async open() {
      silent = false
      server.listen(from)
      await once(server, 'listening')
    },
    shut,
    silence() {
      silent = true
      for (const socket of inside) socket.unpipe().pause()
    },
    loseReplyTo(text) {
      const { promise, resolve } = Promise.withResolvers<void>()
      losing = { text, lost: resolve }
      return promise
    },
  }
}
