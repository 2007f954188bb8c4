/**
 * Clients that disconnect at any point leave nothing behind.
 *
 * @long disconnects at many points.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { testDatabase } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { many, untilAllHaveEnded } from '../support/load/crowd.ts'
import { collecting, descriptors, heap, processesAreOpaque } from '../support/processes/process-state.ts'
import { startReplica } from '../support/processes/replica.ts'
import { faultyModel, prompt } from '../support/providers/faulty-model.ts'
import { freePort, signUp, temporaryDirectory } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']

/** Number of clients per kind and round. */
const CLIENTS = 100
const MB = 1_000_000

t.setTimeout(240_000)

t.test(
  'sockets, files, listeners and memory are released when clients disconnect',
  { skip: processesAreOpaque },
  async (t) => {
    const model = await faultyModel(t)
    const { connection } = await testDatabase(t)
    const files = await temporaryDirectory(t)
    const METRICS_PORT = String(await freePort())
    const server = await startReplica(t, connection, {
      STORAGE_URL: `file:${files}`,
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'test-model',
      METRICS_PORT,
      NODE_OPTIONS: collecting,
    })
    const ada = await signUp(server)
    const { hostname, port } = new URL(server.url)
    const large = form({ name: 'file', filename: 'large', content: Buffer.alloc(5 * MB) })
    const { id: file } = (await ada.client.post('/api/file/', large)).json<FileRecord>()
    const response = await ada.client.post('/api/llm/', { json: { prompt: prompt('say', 'Hello') } })
    const run = response.json<{ id: number }>().id
    const stored = await filesIn(files)

    const head = (line: string, ...fields: string[]) =>
      [line, 'Host: parley', `Authorization: Bearer ${ada.access}`, ...fields, '', ''].join('\r\n')
    const json = (path: string, body: object) => {
      const text = JSON.stringify(body)
      return (
        head(`POST ${path} HTTP/1.1`, 'Content-Type: application/json', `Content-Length: ${text.length}`) +
        text
      )
    }
    const upload = `Content-Type: ${large.headers['content-type']}`
    const ask = { prompt: prompt('slowly', 'a b c d e'), cancel_on_disconnect: true }
    /** Bytes to send, and whether to wait for part of the response before disconnecting. */
    const kinds: [string, string, boolean][] = [
      ['within the head', 'GET /api/chat/ HTTP/1.1\r\nHost: par', false],
      ['before the response', head('GET /api/chat/ HTTP/1.1'), false],
      ['within a body', json('/api/chat/', { title: 'Engines' }).slice(0, -5), false],
      [
        'within an upload',
        head('POST /api/file/ HTTP/1.1', upload, 'Content-Length: 900000') +
          large.body.toString('latin1', 0, 100_000),
        false,
      ],
      [
        'within an upload without a length',
        `${head('POST /api/file/ HTTP/1.1', upload, 'Transfer-Encoding: chunked')}3e8\r\n${large.body.toString('latin1', 0, 1_000)}\r\n`,
        false,
      ],
      ['within a download', head(`GET /api/file/${file}/content HTTP/1.1`), true],
      ['within a stream', json('/api/llm/', { ...ask, stream: true }), true],
      ['during the model call', json('/api/llm/', ask), false],
      ['while subscribed', head(`GET /api/run/${run}/events HTTP/1.1`), true],
      [
        'during the password check',
        json('/api/token/', { username: 'nobody', password: 'correct horse' }),
        false,
      ],
    ]
    const leave = async (bytes: string, waits: boolean, number: number) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      await once(socket, 'connect')
      socket.write(bytes, 'latin1')
      if (waits) await once(socket, 'data')
      else await sleep(number % 20)
      if (number % 2 === 0) socket.destroy()
      else socket.resetAndDestroy()
    }
    const round = async () => {
      for (const [, bytes, waits] of kinds) await many(CLIENTS, (number) => leave(bytes, waits, number))
      await untilAllHaveEnded({ url: server.url, access: ada.access })
      await until('no call to the provider is left', () => model.activeCalls() === 0)
    }

    await many(20, (number) => leave(kinds[0]?.[1] ?? '', false, number))
    await sleep(500)
    const atFirst = await descriptors(server.child)
    await round()
    // The rest of the pool, and connections kept by undici and the log, may be open now.
    await until(
      'file descriptors are released',
      async () => (await descriptors(server.child)) <= atFirst + 12,
    )
    t.strictSame(await filesIn(files), stored, 'no part of an upload is left')
    const [before, open] = [await heap(server.child, METRICS_PORT), await descriptors(server.child)]
    await round()
    await until(
      'file descriptors are released again',
      async () => (await descriptors(server.child)) <= open + 2,
    )
    const grown = (await heap(server.child, METRICS_PORT)) - before
    t.comment(`${before.toFixed()} MiB before, ${grown.toFixed(1)} MiB more`)
    t.ok(grown < 7.5, `${CLIENTS * kinds.length} disconnected clients used ${grown.toFixed(1)} MiB`)
    const complaints = server.output().match(/^.*("level":[56]0|Warning).*$/gm) ?? []
    t.strictSame([...new Set(complaints)].slice(0, 3), [], 'disconnects are no errors in the log')
    t.equal((await server.client.get('/readyz')).status, 200)
  },
)
