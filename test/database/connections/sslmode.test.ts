/** Meaning of `sslmode` in DATABASE_URL, which differs from psql. */
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { connect, disconnect } from '../../../src/database/connections/connect.ts'
import { certificate, privateKey } from '../../support/network/certificate.ts'
import { temporaryDirectory } from '../../support/server.ts'

/** SSLRequest message: its length and code. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

/** Starts a server with or without TLS. Returns how each session began. */
async function fakePostgres(t: Test, takesTls: boolean) {
  const sessions: ('plain' | 'encrypted')[] = []
  const begin = (socket: Socket, how: 'plain' | 'encrypted') =>
    socket
      .on('error', () => {})
      .once('data', () => {
        sessions.push(how)
        socket.destroy()
      })
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', (first) => {
        const asksForTls = first.subarray(0, 8).equals(sslRequest)
        if (!asksForTls) {
          sessions.push('plain')
          socket.destroy()
        } else {
          socket.write(takesTls ? 'S' : 'N')
          const secure = { isServer: true, cert: certificate, key: privateKey }
          if (takesTls) begin(new TLSSocket(socket, secure), 'encrypted')
          else begin(socket, 'plain')
        }
      })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => void server.close())
  return { port: (server.address() as AddressInfo).port, sessions }
}

async function session(t: Test, query: string, takesTls = true): Promise<string> {
  const { port, sessions } = await fakePostgres(t, takesTls)
  const db = connect({
    connection: `postgres://ada@127.0.0.1:${port}/parley${query}`,
    poolSize: 2,
    namedStatements: true,
    onConnectionError: () => {},
  })
  await t.rejects(sql`select 1`.execute(db))
  await disconnect(db)
  return sessions[0] ?? 'none'
}

t.test(
  'TLS is used if the URL requires it, and the certificate is checked unless the URL disables that',
  async (t) => {
    for (const [query, found] of [
      ['', 'plain'],
      ['?sslmode=disable', 'plain'],
      ['?sslmode=no-verify', 'encrypted'],
      ['?sslmode=prefer', 'none'],
      ['?sslmode=require', 'none'],
      ['?sslmode=verify-ca', 'none'],
      ['?sslmode=verify-full', 'none'],
      ['?sslmode=require&uselibpqcompat=true', 'encrypted'],
    ] as const) {
      t.equal(await session(t, query), found, query)
    }
  },
)

t.test('a server without TLS is not used if the URL requires TLS', async (t) => {
  for (const query of ['prefer', 'require', 'verify-full', 'no-verify'])
    t.equal(await session(t, `?sslmode=${query}`, false), 'none', query)
})

t.test('a trusted certificate must match the host', async (t) => {
  const file = join(await temporaryDirectory(t), 'ca.pem')
  await writeFile(file, certificate)
  const trusted = `&sslrootcert=${encodeURIComponent(file)}`
  t.equal(await session(t, `?sslmode=verify-full${trusted}`), 'none', 'the certificate is for files.test')
  t.equal(await session(t, `?sslmode=require${trusted}`), 'none')
  t.equal(await session(t, `?sslmode=require&uselibpqcompat=true${trusted}`), 'encrypted')
})
