import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { FileError } from '../../src/attachments/file-error.ts'
import { createGuardedFetch } from '../../src/attachments/guarded-fetch.ts'
import { certificate, privateKey } from '../support/network/certificate.ts'
import { closedPort, scriptedProvider, scriptedSocket } from '../support/providers/scripted.ts'
import { forbiddenHosts, forbiddenNames, refusedRedirects, refusedUrls } from './refused-urls.ts'

type Options = Partial<Parameters<typeof createGuardedFetch>[0]>

const MiB = 1024 * 1024
const here = ['127.0.0.1/32']

/** Fetches a file. Returns its text, or the error's kind and reason. */
async function outcome(
  address: string,
  { signal = new AbortController().signal, ...options }: Options & { signal?: AbortSignal } = {},
): Promise<string> {
  const port = Number(URL.parse(address)?.port)
  const read = createGuardedFetch({ networks: here, ports: [port], ...options })
  try {
    return Buffer.from((await read(address, MiB, signal)).bytes).toString()
  } catch (error) {
    if (error instanceof FileError) return `${error.kind}: ${error.reason}`
    throw error
  }
}

/** Starts a file server on 127.0.0.1. Returns its origin and requests. */
async function files(t: Test, answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const { baseUrl, requests } = await scriptedProvider(t, (request, response) => answer(response, request))
  const { origin, port } = new URL(baseUrl)
  return { origin, port: Number(port), requests }
}

/** Creates a resolver with these answers in turn, of which the last is repeated. */
function answering(...answers: string[][]) {
  const lookups: string[] = []
  const resolve = async (hostname: string) => {
    lookups.push(hostname)
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? []
  }
  return { resolve, lookups }
}

t.test('a file is fetched with its name and declared type, without credentials', async (t) => {
  const { origin, requests, port } = await files(t, (response, { url }) => {
    if (url !== '/none') response.setHeader('content-type', 'text/csv; charset=latin1')
    response.setHeader('set-cookie', 'a=b').end('a,b')
  })
  const read = createGuardedFetch({ networks: here, ports: [port] })
  for (const [path, name, content_type = 'text/csv; charset=latin1'] of [
    ['/figures.csv', 'figures.csv'],
    ['/a/b/Z%C3%BCge%20%E2%82%AC.csv?x=/y.txt#/z', 'Züge €.csv'],
    ['/100%.csv', '100%.csv'],
    ['/a%0Ab%00c', 'abc'],
    ['/a%2Fb', 'a/b'],
    ['/', '127.0.0.1'],
    [`/${'x'.repeat(300)}`, 'x'.repeat(255)],
    ['/none', 'none', ''],
  ] as const) {
    const file = await read(origin + path, MiB, new AbortController().signal)
    t.strictSame({ ...file, bytes: String(file.bytes) }, { name, content_type, bytes: 'a,b' }, path)
  }
  for (const { headers } of requests) {
    t.strictSame(Object.keys(headers).sort(), [
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  }
})

t.test('a forbidden address is blocked in every notation', async (t) => {
  const { port, requests } = await files(t, (response) => response.end('secret'))
  for (const host of forbiddenHosts)
    t.equal(await outcome(`http://${host}:${port}/`, { networks: [] }), 'unreachable: blocked', host)
  t.strictSame(requests, [])
})

t.test('a hostname is blocked unless all of its addresses are allowed', async (t) => {
  const { port, requests } = await files(t, (response) => response.end('secret'))
  for (const [name, ...addresses] of forbiddenNames) {
    const { resolve } = answering(addresses)
    t.equal(await outcome(`http://${name}:${port}/`, { networks: [], resolve }), 'unreachable: blocked', name)
  }
  const { resolve } = answering([])
  t.equal(await outcome(`http://nobody.test:${port}/`, { resolve }), 'unreachable: no address')
  t.strictSame(requests, [])
})

t.test('a connection uses the checked address, even if the name resolves differently later', async (t) => {
  const { port, requests } = await files(t, (response) => response.end('a file'))
  const address = `http://rebinding.test:${port}/`
  const { resolve, lookups } = answering(['127.0.0.1'], ['127.0.0.2'])
  const options = { resolve, networks: here }
  t.equal(await outcome(address, options), 'a file')
  t.strictSame(lookups, ['rebinding.test'], 'one lookup per connection')
  t.equal(requests[0]?.headers.host, `rebinding.test:${port}`)
  t.equal(await outcome(address, options), 'unreachable: blocked', 'the connection is not reused')

  const elsewhere = await files(t, (response) =>
    response.writeHead(302, { location: `http://rebinding.test:${port}/` }).end(),
  )
  const redirected = answering(['127.0.0.1'], ['127.0.0.2'])
  t.equal(
    await outcome(`http://rebinding.test:${elsewhere.port}/`, {
      resolve: redirected.resolve,
      ports: [port, elsewhere.port],
    }),
    'unreachable: blocked',
  )
  t.equal(requests.length, 1)
})

t.test('at most five redirects are followed, each checked like the first request', async (t) => {
  const { origin, port, requests } = await files(t, (response, { url = '' }) => {
    const { pathname, searchParams } = new URL(url, 'http://x')
    const left = Number(searchParams.get('left'))
    const location =
      left > 0
        ? `${pathname}?${new URLSearchParams({ left: String(left - 1), to: searchParams.get('to') ?? '' })}`
        : searchParams.get('to')
    if (!location) response.end('the end')
    else response.writeHead(Number(pathname.slice(1)), { location }).end('moved')
  })
  for (const status of [301, 302, 303, 307, 308]) {
    t.equal(await outcome(`${origin}/${status}?left=5`), 'the end', `five times ${status}`)
    t.equal(await outcome(`${origin}/${status}?left=6`), 'unreachable: redirects', `six times ${status}`)
  }
  for (const { url } of requests) t.match(url, /^\/30/)
  for (const [to, reason] of refusedRedirects(port, await closedPort()))
    for (const left of [0, 4]) {
      const address = `${origin}/302?${new URLSearchParams({ left: String(left), to })}`
      t.equal(await outcome(address), `unreachable: ${reason}`, `${to} after ${left} more`)
    }
  t.equal(await outcome(`${origin}/300?left=1`), 'unreachable: HTTP 300')
})

t.test('https requires a valid certificate and is never redirected to http', async (t) => {
  const plain = await files(t, (response) => response.end('plain'))
  const server = createTlsServer({ key: privateKey, cert: certificate }, ({ url }, response) => {
    if (url === '/file') response.end('by https')
    else response.writeHead(302, { location: url === '/http' ? plain.origin : '/file' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { resolve } = answering(['127.0.0.1'])
  const options = { resolve, ports: [port, plain.port] }
  const address = `https://files.test:${port}`
  t.equal(await outcome(`${address}/file`, options), 'unreachable: DEPTH_ZERO_SELF_SIGNED_CERT')
  setDefaultCACertificates([certificate])
  t.equal(await outcome(`${address}/file`, options), 'by https')
  t.equal(await outcome(`${address}/other`, options), 'by https')
  t.equal(await outcome(`${address}/http`, options), 'unreachable: redirect to less than https')
  t.equal(
    await outcome(`https://others.test:${port}/file`, options),
    'unreachable: ERR_TLS_CERT_ALTNAME_INVALID',
  )
  t.strictSame(plain.requests, [])
})

t.test('only http and https URLs with an allowed port are requested', async (t) => {
  const { port, requests } = await files(t, (response) => response.end('secret'))
  for (const [address, reason] of refusedUrls(port))
    t.equal(await outcome(address, { ports: [port] }), `unreachable: ${reason}`, address)
  const usual = { ports: [80, 443], networks: [] }
  t.equal(await outcome(`http://127.0.0.1:${port}/`, usual), 'unreachable: port')
  for (const address of [
    'http://127.0.0.1/',
    'http://127.0.0.1:443/',
    'https://127.0.0.1/',
    'https://127.0.0.1:80/',
  ])
    t.equal(await outcome(address, usual), 'unreachable: blocked', `${address} has an allowed port`)
  t.strictSame(requests, [])
})

t.test('only a complete 200 response is a file', async (t) => {
  for (const status of [204, 206, 304, 401, 404, 500]) {
    const { origin } = await files(t, (response) => response.writeHead(status).end())
    t.equal(await outcome(origin), `unreachable: HTTP ${status}`)
  }
  t.equal(await outcome(`http://127.0.0.1:${await closedPort()}`), 'unreachable: ECONNREFUSED')
  const hangsUp = await scriptedSocket(t, (socket) => socket.once('data', () => socket.destroy()))
  t.match(await outcome(hangsUp), /^unreachable: /)
  const noHttp = await scriptedSocket(t, (socket) => socket.write('220 mail.test\r\n'))
  t.match(await outcome(noHttp), /^unreachable: /)
  const cut = await scriptedSocket(t, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ncut')),
  )
  t.match(await outcome(cut), /^unreachable: /, 'a truncated response')
})

t.test('compressed files are decompressed completely or refused', async (t) => {
  const text = Buffer.from('steam '.repeat(1000))
  for (const [coding, body, expected = String(text)] of [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
    ['gzip', gzipSync(text).subarray(0, -10), 'unreachable: Z_BUF_ERROR'],
    ['gzip', text, 'unreachable: Z_DATA_ERROR'],
    ['compress', text, 'unreachable: content-encoding'],
    ['gzip, gzip', gzipSync(gzipSync(text)), 'unreachable: content-encoding'],
  ] as const) {
    const { origin } = await files(t, (response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(body),
    )
    t.equal(await outcome(origin), expected, coding)
  }
})

t.test('a file over the size limit is refused, compressed or not', async (t) => {
  const zeros = Buffer.alloc(64 * MiB)
  const exactly = await files(t, (response) => response.end(zeros.subarray(0, MiB)))
  t.equal((await outcome(exactly.origin)).length, MiB)
  for (const [what, coding, body] of [
    ['one byte too many', 'identity', zeros.subarray(0, MiB + 1)],
    ['a gzip bomb', 'gzip', gzipSync(zeros)],
    ['a deflate bomb', 'deflate', deflateSync(zeros)],
    ['a brotli bomb', 'br', brotliCompressSync(zeros.subarray(0, 8 * MiB))],
  ] as const) {
    const { origin } = await files(t, (response) =>
      response.writeHead(200, { 'content-encoding': coding }).end(body),
    )
    t.equal(await outcome(origin), `too_large: more than ${MiB} bytes`, what)
  }
  for (const [what, coding, piece] of [
    ['no end', 'identity', Buffer.alloc(64 * 1024)],
    ['no end and no content', 'gzip', Buffer.concat(Array(1000).fill(gzipSync('')))],
  ] as const) {
    const left = Promise.withResolvers<void>()
    const { origin } = await files(t, (response) => {
      response.writeHead(200, { 'content-encoding': coding }).once('close', left.resolve)
      const more = () => {
        while (!response.destroyed && response.write(piece));
      }
      response.on('drain', more)
      more()
    })
    t.equal(await outcome(origin), `too_large: more than ${MiB} bytes`, what)
    await t.resolves(left.promise, 'the connection is closed')
  }
})

t.test('one deadline covers the whole fetch', async (t) => {
  const drip = (write: () => void) => {
    const timer = setInterval(write, 20)
    t.teardown(() => clearInterval(timer))
  }
  const timeout = 300
  for (const [what, answer] of [
    ['no response', () => {}],
    ['no end', (response: ServerResponse) => response.write('a')],
    ['one byte at a time', (response: ServerResponse) => drip(() => response.write('a'))],
  ] as const) {
    const { origin } = await files(t, answer)
    t.equal(await outcome(origin, { timeout }), 'unreachable: deadline', what)
  }
  const slowHead = await scriptedSocket(t, (socket) => drip(() => socket.write('H')))
  t.match(await outcome(slowHead, { timeout }), /^unreachable: /)
  const resolve = () => new Promise<never>(() => {})
  t.equal(await outcome('http://slow.test:80/', { timeout, resolve, ports: [80] }), 'unreachable: deadline')
})

t.test('aborting ends a fetch and closes its connection', async (t) => {
  const requested = Promise.withResolvers<ServerResponse>()
  const { origin } = await files(t, requested.resolve)
  const controller = new AbortController()
  const outcomeOfIt = outcome(origin, { signal: controller.signal })
  const response = await requested.promise
  const closed = once(response, 'close')
  controller.abort(new Error('left'))
  await t.rejects(outcomeOfIt, { message: 'left' })
  await t.resolves(closed)
  await t.rejects(outcome(origin, { signal: controller.signal }), { message: 'left' }, 'before it starts')
})
