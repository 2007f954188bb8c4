/**
 * Baseline of the benchmark of streams: Node's http alone, which relays the bytes of the provider with
 * backpressure, without parsing or saving them. Settings: PROVIDER, a URL, and PORT.
 */
import { Agent, createServer, request as send } from 'node:http'

const { PROVIDER = '', PORT } = process.env
const agent = new Agent({ keepAlive: true })

createServer((request, response) => {
  const { method, url } = request
  const { 'content-type': type = 'application/json', 'content-length': length = 0 } = request.headers
  const headers = { 'content-type': type, 'content-length': length }
  const upstream = send(PROVIDER + url, { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] })
    answer.pipe(response)
  })
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
}).listen(Number(PORT), '127.0.0.1')
