/** HTTP proxy that resolves every host name to 127.0.0.1. */
import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Test } from 'tap'

export interface TestProxy {
  readonly url: string
  /** Target of each request: `CONNECT host:port`, or the method and the full URL. */
  readonly requests: { readonly target: string; readonly authorization: string | undefined }[]
  /** Returns the bytes that clients sent: requests, and the content of tunnels. */
  seen(): string
  /** Responds to everything with this status from now on. */
  refuse(status: number): void
  close(): Promise<void>
}

/** Starts the proxy on a free port until the test ends. */
export async function testProxy(t: Pick<Test, 'teardown'>): Promise<TestProxy> {
  const requests: TestProxy['requests'][number][] = []
  const sockets = new Set<Socket>()
  let seen = ''
  let refusal: number | undefined
  const keep = (socket: Socket) => sockets.add(socket.on('error', () => {}))
  const note = (target: string, headers: { 'proxy-authorization'?: string | undefined }) =>
    requests.push({ target, authorization: headers['proxy-authorization'] })
  const server = createServer((request, response) => {
    note(`${request.method} ${request.url}`, request.headers)
    if (refusal !== undefined) return void response.writeHead(refusal).end('PROXY SAYS')
    const { port, pathname } = new URL(request.url ?? '')
    const { 'proxy-authorization': _, ...headers } = request.headers
    const onward = httpRequest(
      { host: '127.0.0.1', port, path: pathname, method: 'POST', headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  server.on('connection', (socket) => {
    keep(socket).add(socket)
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1')
    })
  })
  server.on('connect', (request, socket: Socket) => {
    note(`CONNECT ${request.url}`, request.headers)
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
    const onward = connect(Number(new URL(`http://${request.url}`).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    keep(onward)
    onward.on('close', () => socket.destroy())
    socket.on('close', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  t.teardown(close)
  return {
    url: `http://joe:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    seen: () => seen,
    refuse(status) {
      refusal = status
    },
    close,
  }
}
