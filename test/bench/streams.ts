/**
 * Parley compared with a bare relay: streams of the same scripted provider. Parley saves them, the relay only
 * passes them on.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import pLimit from 'p-limit'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { compareFirstTokens, FIRST_TOKENS } from './first-token.ts'
import { json, type Parley, startParley } from './parley.ts'
import type { Server } from './server.ts'
import { type Received, readStream } from './stream-client.ts'
import { median, quantile, write, writeCompared, writeHead } from './table.ts'

const ROUNDS = 3
export const FEW = { streams: 50, prompt: 'tokens=4000', tokens: 4000, starting: 50 }
const MANY = { streams: 1000, prompt: 'tokens=160 rate=20', tokens: 160, starting: 10 }
/** All requests are sent at the same moment. */
const CROWD = { streams: 1000, prompt: 'tokens=20 rate=20', tokens: 20, starting: 1000 }
/** Number of streams per measurement that are compared with what was saved. */
const COMPARED = 10
/** Open files of a server: two sockets per stream, and some for everything else. */
const NEEDED_FILES = 2 * MANY.streams + 200

export interface Load {
  readonly streams: number
  readonly prompt: string
  readonly tokens: number
}

export interface LoadAtOnce extends Load {
  /** Maximum number of streams that wait for their first token; each first token starts another stream. */
  readonly starting: number
}

/** Server that the benchmark compares. */
export interface Side {
  readonly server: Server
  /** Returns the requests for the streams of a load. */
  ask(load: Load): Promise<string[]>
  readonly terminal: string
  /** Checks that the received bytes match what was saved. */
  compare(received: readonly Received[]): Promise<void>
}

export interface Measurement {
  /** Maximum number of concurrent streams. */
  readonly atOnce: number
  /** Tokens per second of all streams. */
  readonly tokens: number
  /** CPU time of the server's process per token, in µs. */
  readonly cpu: number
  /** Peak memory of the server's process, in MB. */
  readonly memory: number
  /** Time from the request to the first token, in ms: the median and the 99th percentile. */
  readonly firstToken: number
  readonly lateFirstToken: number
  /** Time from sending a token in the provider to receiving it, in ms. */
  readonly delay: number
}

interface Round {
  readonly parley: Measurement
  readonly relay: Measurement
}

/** Compares and prints latency, speed, CPU and memory. */
export async function compareStreams(bench: Bench): Promise<void> {
  expectEnoughFiles()
  const provider = await bench.start('provider', 'test/bench/provider.ts', {})
  const baseUrl = `${provider.url}/v1`
  const parley = parleySide(bench, await startParley(bench, baseUrl))
  const relay = relaySide(await bench.start('relay', 'test/bench/relay.ts', { PROVIDER: provider.url }))

  write(
    `Parley, which saves everything, and a bare relay, alternately: ${ROUNDS} rounds of ${FEW.streams} streams of ` +
      `${FEW.tokens} tokens,\nas fast as possible; ${ROUNDS} of ${MANY.streams} streams of 20 tokens a second for ` +
      `${MANY.tokens / 20} s; and then the first token of ${FIRST_TOKENS} streams one after\nthe other.\n\n`,
  )
  writeHead('Parley', 'relay', 'ratio', 'target')

  const few = await measureRounds(parley, relay, FEW, ROUNDS, 1)
  compareFigure(`${FEW.streams} streams at full speed, tokens/s`, few, 'tokens', '≥ 0.5')
  compareFigure('– CPU per token, µs', few, 'cpu', '', 1)
  compareFigure('– peak memory, MB', few, 'memory')

  const many = await measureRounds(parley, relay, MANY, ROUNDS, 0)
  compareFigure('1,000 streams of 20 tokens/s, open at once', many, 'atOnce')
  compareFigure('– CPU per token, µs', many, 'cpu', '≤ 2', 1)
  compareFigure('– peak memory, MB', many, 'memory', 'Parley ≤ 250')
  compareFigure('– from the provider to the client, ms', many, 'delay', '', 1)

  const crowd = await measureRounds(parley, relay, CROWD, ROUNDS, 0)
  compareFigure('1,000 questions at once, first token, ms', crowd, 'firstToken', 'Parley ≤ 2,000')
  compareFigure('– p99, ms', crowd, 'lateFirstToken', 'Parley ≤ 4,000')

  // Last, because V8 has then compiled what these streams use: a server with traffic is not cold.
  await compareFirstTokens(bench, parley, relay)
}

/**
 * Fails early with a clear message, instead of in the middle of 1,000 streams. Node has already raised the
 * soft limit as far as possible.
 */
function expectEnoughFiles(): void {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()
  if (limit === 'unlimited' || Number(limit) >= NEEDED_FILES) return
  throw new Error(
    `${MANY.streams} streams need ${NEEDED_FILES} open files per process, but the limit is ${limit}: ` +
      `raise the hard limit (ulimit -Hn ${NEEDED_FILES}).`,
  )
}

export function parleySide({ connection }: Bench, { server, user, logIn }: Parley): Side {
  return {
    server,
    terminal: '"type":"completed"',
    async ask({ streams, prompt }) {
      const access = await logIn()
      const chats = await createChats(connection, user, streams)
      return chats.map((chat) =>
        httpRequest('/api/llm/', { prompt, chat, stream: true }, `Authorization: Bearer ${access}\r\n`),
      )
    },
    async compare(received) {
      const headers = { authorization: `Bearer ${await logIn()}` }
      for (const { bytes } of received) {
        const events = Array.from(bytes.matchAll(/^data: (.*)$/gm), ([, data = '']) => JSON.parse(data))
        const text = events.map(({ type, text }) => (type === 'text' ? text : '')).join('')
        const saved = await fetch(`${server.url}/api/run/${events[0].run}`, { headers })
        const { content } = (await saved.json()) as { content: string }
        assert.equal(text, content)
      }
    },
  }
}

function relaySide(server: Server): Side {
  return {
    server,
    terminal: 'data: [DONE]',
    async ask({ streams, prompt }) {
      const body = { model: 'bench', messages: [{ role: 'user', content: prompt }], stream: true }
      return Array(streams).fill(httpRequest('/v1/chat/completions', body, ''))
    },
    async compare() {},
  }
}

export function httpRequest(path: string, body: object, headers: string): string {
  const { body: content } = json(body)
  return (
    `POST ${path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${content.length}\r\n${headers}\r\n${content}`
  )
}

/** Creates chats with a title, so that no title is requested from the model. */
async function createChats(connection: pg.ClientConfig, user: number, count: number): Promise<number[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `insert into chats (user_id, title) select $1, 'chat ' || n from generate_series(1, $2) n returning id`,
      [user, count],
    )
    return rows.map(({ id }) => Number(id))
  } finally {
    await client.end()
  }
}

/** Measures both sides in turn. Additional rounds at the start warm up the compiler and the caches. */
async function measureRounds(
  parley: Side,
  relay: Side,
  load: LoadAtOnce,
  count: number,
  warmUp: number,
): Promise<Round[]> {
  const rounds: Round[] = []
  for (let round = -warmUp; round < count; round++) {
    const isParleyFirst = round % 2 === 0
    const found = isParleyFirst ? await measure(parley, load) : undefined
    const theirs = await measure(relay, load)
    const ours = found ?? (await measure(parley, load))
    if (round >= 0) rounds.push({ parley: ours, relay: theirs })
  }
  return rounds
}

/**
 * Reads streams at once.
 *
 * @throws if any stream is incomplete or differs from what was saved
 */
export async function measure(
  { server, ask, terminal, compare }: Side,
  load: LoadAtOnce,
): Promise<Measurement> {
  const { streams, tokens, starting } = load
  const requests = await ask(load)
  const before = await server.usage()
  const startedAt = performance.now()
  const start = pLimit(starting)
  let open = 0
  let atOnce = 0
  const read = async (request: string, index: number, onFirstToken: () => void) => {
    open += 1
    atOnce = Math.max(atOnce, open)
    const keep = index % Math.ceil(streams / COMPARED) === 0
    const received = await readStream(server.url, { request, tokens, terminal, keep, onFirstToken })
    open -= 1
    return received
  }
  const received = await Promise.all(
    requests.map((request, index) => {
      const { promise, resolve, reject } = Promise.withResolvers<Received>()
      start(() => new Promise<void>((begun) => read(request, index, begun).then(resolve, reject)))
      return promise
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  const after = await server.usage()
  await compare(received.filter(({ bytes }) => bytes !== ''))
  return {
    atOnce,
    tokens: (streams * tokens) / seconds,
    cpu: (after.cpu - before.cpu) / (streams * tokens),
    memory: after.peak / 1e6,
    firstToken: median(received.map(({ firstToken }) => firstToken)),
    lateFirstToken: quantile(
      received.map(({ firstToken }) => firstToken),
      0.99,
    ),
    delay: median(received.flatMap(({ delays }) => delays)),
  }
}

function compareFigure(
  name: string,
  rounds: readonly Round[],
  figure: keyof Measurement,
  target = '',
  digits = 0,
): void {
  writeCompared(name, {
    ours: rounds.map(({ parley }) => parley[figure]),
    theirs: rounds.map(({ relay }) => relay[figure]),
    digits,
    target,
  })
}
