/** A closing server completes requests in progress and waits for nothing else. */
import { once } from 'node:events'
import { Agent, type ClientRequest, get, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { form } from '../../support/form.ts'
import { signUp, testServer } from '../../support/server.ts'

/** Resolves when the server has closed. Waiting for idle connections would take a minute or more. */
async function closesSoon(t: Test, closing: Promise<unknown>) {
  const began = performance.now()
  await closing
  t.ok(performance.now() - began < 10_000, 'the server closes within 10 s')
}

function keepingAlive(t: Test): Agent {
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  return agent
}

async function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  const [answer]: IncomingMessage[] = await once(sent, 'response')
  if (answer === undefined) throw new Error('There is no answer')
  return answer
}

t.test('a request being sent during a shutdown can be completed and is answered', async (t) => {
  const { app, url } = await testServer(t)
  const body = JSON.stringify({ username: 'ada', password: 'correct horse battery' })
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  const sent = request(`${url}/api/register/`, { agent: keepingAlive(t), method: 'POST', headers })
  const arrived = once(app.server, 'request')
  sent.write(body.slice(0, 10))
  await arrived
  const closing = app.close()
  sent.end(body.slice(10))
  const answer = await answerTo(sent)
  t.equal(answer.statusCode, 201)
  t.match(JSON.parse(await text(answer)), { username: 'ada' })
  await closesSoon(t, closing)
})

t.test('a response being sent during a shutdown arrives complete', async (t) => {
  const server = await testServer(t)
  const { client } = await signUp(server)
  // More than the socket buffers can hold.
  const content = Buffer.alloc(20_000_000, 'x')
  const uploaded = await client.post('/api/file/', form({ name: 'file', filename: 'x', content }))
  const { url } = uploaded.json<{ url: string }>()
  const answer = await answerTo(get(url, { agent: keepingAlive(t) }))
  const closing = server.app.close()
  t.equal((await buffer(answer)).length, content.length)
  await closesSoon(t, closing)
})

t.test('a shutdown does not wait for idle connections or incomplete request heads', async (t) => {
  const { app, url, client } = await testServer(t)
  const { hostname, port } = new URL(url)
  for (const beginning of ['', 'GET /openapi.yaml HTTP/1.1\r\nHo']) {
    const socket = connect(Number(port), hostname)
    const accepted = once(app.server, 'connection')
    await once(socket, 'connect')
    await accepted
    socket.write(beginning)
    socket.on('error', () => {})
  }
  await client.get('/openapi.yaml')
  await closesSoon(t, app.close())
})
