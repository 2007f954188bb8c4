/** Uploads of one large file, compared with a server that only writes what it receives, with steps added. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import type { Bench } from './bench.ts'
import { startParley } from './parley.ts'
import type { Server } from './server.ts'
import { write, writeCompared, writeHead } from './table.ts'

const ROUNDS = 3
/** Size of the file, in bytes. */
const SIZE = 2 ** 31
/** Further steps of the server that pipes, to show what each of them costs. */
const STEPS = ['hash', 'fsync', 'hash and fsync']
const chunk = Buffer.alloc(1024 * 1024, 'x')
/** As long as those of browsers. */
const boundary = '----WebKitFormBoundary0123456789abcdef'
const head = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n',
)
const tail = Buffer.from(`\r\n--${boundary}--\r\n`)

interface Measurement {
  /** Speed in MB/s. */
  readonly speed: number
  /** CPU time of the server's process per MB, in µs. */
  readonly cpu: number
  /** Peak memory of the process, in MB. */
  readonly memory: number
}

/** Compares and prints speed, CPU and memory. */
export async function compareUploads(bench: Bench): Promise<void> {
  const { server: parley, logIn } = await startParley(bench, 'http://127.0.0.1:9', {
    UPLOAD_LIMIT: String(SIZE),
    QUOTA_STORED_BYTES: '0',
    UPLOAD_RATE: '0',
  })
  const pipe = await bench.start('pipe', 'test/bench/pipe.ts', { DIRECTORY: bench.directory })

  write(
    `Uploads of ${SIZE / 2 ** 30} GiB to Parley, which parses the form, hashes the file and flushes it to the disk, and to a ` +
      `server that pipes\nthe body to a file: ${ROUNDS} rounds after one to warm up, alternately.\n\n`,
  )
  writeHead('Parley', 'pipe', 'ratio', 'target')
  const ours: Measurement[] = []
  const theirs: Measurement[] = []
  const steps = STEPS.map((name) => ({ name, found: [] as Measurement[] }))
  for (let round = -1; round < ROUNDS; round += 1) {
    const piped = await measure(pipe, '/', {})
    const uploaded = await upload(parley, await logIn())
    const stepsFound = []
    for (const { name } of steps) stepsFound.push(await measure(pipe, `/${encodeURIComponent(name)}`, {}))
    if (round < 0) continue
    theirs.push(piped)
    ours.push(uploaded)
    for (const [index, found] of stepsFound.entries()) steps[index]?.found.push(found)
  }
  const compare = (
    name: string,
    one: readonly Measurement[],
    other: readonly Measurement[],
    figure: keyof Measurement,
    target = '',
  ) =>
    writeCompared(name, {
      ours: one.map((found) => found[figure]),
      theirs: other.map((found) => found[figure]),
      target,
    })
  compare('upload of 2 GiB, MB/s', ours, theirs, 'speed', '≥ 0.8')
  compare('– CPU per MB, µs', ours, theirs, 'cpu')
  compare('– peak memory, MB', ours, theirs, 'memory')
  for (const { name, found } of steps) compare(`– MB/s, pipe with ${name}`, ours, found, 'speed')
}

/** Uploads a file to Parley and deletes it. */
async function upload(parley: Server, token: string): Promise<Measurement> {
  const headers = { authorization: `Bearer ${token}` }
  const measured = await measure(parley, '/api/file/', {
    ...headers,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
  const listed = await fetch(`${parley.url}/api/file/`, { headers })
  for (const { id } of (await listed.json()) as { id: number }[])
    await fetch(`${parley.url}/api/file/${id}`, { method: 'DELETE', headers })
  return measured
}

/** Sends one body of a form. Measures the time until the response. */
async function measure(server: Server, path: string, headers: Record<string, string>): Promise<Measurement> {
  const before = await server.usage()
  const startedAt = performance.now()
  const sent = request(server.url + path, {
    method: 'POST',
    headers: { ...headers, 'content-length': head.length + SIZE + tail.length },
  })
  const responded = once(sent, 'response')
  await sendBody(sent)
  const [response] = await responded
  response.resume()
  const seconds = (performance.now() - startedAt) / 1000
  assert.equal(response.statusCode, 201)
  const { cpu, peak } = await server.usage()
  return {
    speed: SIZE / 1e6 / seconds,
    cpu: (cpu - before.cpu) / (SIZE / 1e6),
    memory: peak / 1e6,
  }
}

async function sendBody(sent: ClientRequest): Promise<void> {
  sent.write(head)
  for (let at = 0; at < SIZE; at += chunk.length) if (!sent.write(chunk)) await once(sent, 'drain')
  sent.end(tail)
}
