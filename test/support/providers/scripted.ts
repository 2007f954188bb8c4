import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Test } from 'tap'

/**
 * Starts a provider that responds to each request by calling `answer`, on a free port of 127.0.0.1 until the
 * test ends.
 */
export async function scriptedProvider(
  t: Pick<Test, 'teardown'>,
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<{
  baseUrl: string
  requests: { headers: IncomingMessage['headers']; url: string; body: string }[]
}> {
  const requests: { headers: IncomingMessage['headers']; url: string; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    requests.push({ headers: request.headers, url: request.url ?? '', body })
    answer(request, response, body)
  })
  return { baseUrl: await listen(t, server), requests }
}

/** Starts a server for behaviour that HTTP servers do not have: `answer` gets the bare connection. */
export async function scriptedSocket(t: Test, answer: (socket: Socket) => void): Promise<string> {
  return listen(
    t,
    createTcpServer((socket) => {
      socket.on('error', () => {})
      answer(socket)
      // A socket that is not read never learns that it was closed.
      socket.resume()
    }),
  )
}

/** Returns a port of 127.0.0.1 without a listener. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer()
  const port = await portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listen(t: Pick<Test, 'teardown'>, server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))))
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${await portOf(server)}/v1`
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
