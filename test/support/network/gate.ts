/** A way to a server that can be shut: behind it the server is away, for whoever connects through it. */
import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Connection } from '../database.ts'
import { temporaryDirectory } from '../server.ts'

export interface Gate {
  open(): Promise<void>
  /** Lets nobody in, and cuts the connections of those who are. */
  shut(): Promise<void>
  /**
   * Keeps those who are in, and takes in who comes, but lets nothing through, nor any end, until it is shut.
   */
  silence(): void
  /**
   * Cuts the connection on which this text is sent next when the server has answered it, and before the
   * client has that. Resolves then.
   */
  loseReplyTo(text: string): Promise<void>
}

/** Makes a gate to a test's database, which is shut, and a connection that leads through it. */
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

/**
 * Makes a gate, which is shut, from one address, of a socket or a port, to another, which may come to be a
 * different one.
 */
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
      // Whichever side breaks off, its end is the other's too, but in silence.
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
