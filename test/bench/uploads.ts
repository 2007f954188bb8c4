/** Uploads of one large file, compared with a server that only writes what it receives. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import type { Bench } from './bench.ts'
import { startParley } from './parley.ts'
import type { Server } from './server.ts'
import { median, write } from './table.ts'

const ROUNDS = 3
/** Size of the file, in bytes. */
const SIZE = 2 ** 31
const AIM = 0.8
const chunk = Buffer.alloc(1024 * 1024, 'x')
const boundary = 'bench'
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
  /** Peak memory in MB, in addition to that of the idle process. */
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
    `Uploads of ${SIZE / 2 ** 30} GiB to Parley, which hashes and writes to disk (fsync), and to a server that pipes to a\n` +
      `file: ${ROUNDS} rounds, alternately. The aim is ${AIM} of its speed.\n\n`,
  )
  write(row('', 'MB/s', 'CPU µs/MB', '+ memory, MB'))
  const rounds: { readonly ours: Measurement; readonly theirs: Measurement }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const theirs = await measure(pipe, '/', {})
    rounds.push({ ours: await uploaded(parley, await logIn()), theirs })
  }
  const cells = (side: 'ours' | 'theirs') =>
    (['speed', 'cpu', 'memory'] as const).map((figure) =>
      median(rounds.map((one) => one[side][figure])).toFixed(0),
    )
  write(row('Parley', ...cells('ours')))
  write(row('pipe', ...cells('theirs')))
  const ratios = rounds.map(({ ours, theirs }) => ours.speed / theirs.speed)
  write(
    row(
      'ratio',
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
    ),
  )
}

/** Uploads a file to Parley and deletes it. */
async function uploaded(parley: Server, token: string): Promise<Measurement> {
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
  // Each call resets the peak.
  await server.usage()
  const idle = await server.usage()
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
    cpu: (cpu - idle.cpu) / (SIZE / 1e6),
    memory: (peak - idle.peak) / 1e6,
  }
}

async function sendBody(sent: ClientRequest): Promise<void> {
  sent.write(head)
  for (let at = 0; at < SIZE; at += chunk.length) if (!sent.write(chunk)) await once(sent, 'drain')
  sent.end(tail)
}

function row(name: string, ...cells: string[]): string {
  return `${[name.padEnd(8), ...cells.map((cell) => cell.padStart(18))].join('').trimEnd()}\n`
}
