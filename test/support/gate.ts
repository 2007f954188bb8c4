/** A way to a test's database that can be shut: behind it the database is away, for whoever connects through it. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { Connection } from './database.ts'
import { temporaryDirectory } from './server.ts'

export interface Gate {
  /** Like the database's own, but through the gate. */
  readonly connection: Connection
  open(): Promise<void>
  /** Lets nobody in, and cuts the connections of those who are. */
  shut(): Promise<void>
  /** Keeps those who are in, and takes in who comes, but lets nothing through any more, until it is shut. */
  silence(): void
}

/** Makes a gate, which is shut. */
export async function gate(t: Pick<Test, 'teardown'>, database: Connection): Promise<Gate> {
  const host = await temporaryDirectory(t)
  const socketOf = ({ host, port }: Connection) => join(host, `.s.PGSQL.${port}`)
  const connection = { ...database, host }
  const inside = new Set<Socket>()
  let silent = false
  const server = createServer((client) => {
    const behind = connect(socketOf(database))
    for (const [from, to] of [
      [client, behind],
      [behind, client],
    ] as const) {
      inside.add(from)
      if (!silent) from.pipe(to)
      // Whichever side breaks off, its end is the other's too.
      from.on('error', () => {})
      from.once('close', () => {
        inside.delete(from)
        to.destroy()
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
    connection,
    async open() {
      silent = false
      server.listen(socketOf(connection))
      await once(server, 'listening')
    },
    shut,
    silence() {
      silent = true
      for (const socket of inside) socket.unpipe().pause()
    },
  }
}
