/** Time to the first token of a stream, with Parley and with a bare relay, and its share of commits. */
import pg from 'pg'
import type { Bench } from './bench.ts'
import { readStream } from './stream-client.ts'
import type { Side } from './streams.ts'
import { median, split, spread, writeRow } from './table.ts'

/** Number of streams that are measured one after the other, and of parts whose medians are compared. */
export const FIRST_TOKENS = 600
const ROUNDS = 5
/**
 * Short streams, so that the CPUs do not sleep between them: waking up takes a virtual machine longer than
 * some of what is measured.
 */
const LOAD = { streams: FIRST_TOKENS, prompt: 'tokens=2 rate=1000', tokens: 2 }

/** Compares and prints the time to the first token, and that of a commit, of which it waits for two. */
export async function compareFirstTokens(bench: Bench, parley: Side, relay: Side): Promise<void> {
  const [ours = [], theirs = []] = (await firstTokens(parley, relay)).map(mediansOfRounds)
  const later = ours.map((ms, round) => ms - (theirs[round] ?? Number.NaN))
  writeRow('first token, ms', spread(ours, 2), spread(theirs, 2), `+ ${spread(later, 2)}`, '≤ + 3')
  const commits = mediansOfRounds(await commitTimes(bench.connection))
  writeRow('– of this two commits, each, ms', spread(commits, 2), '', '', 'assumed: 0.5')
}

/**
 * Measures streams one after the other, alternating between both sides. Resolves to the time until the first
 * token of each, in ms.
 */
async function firstTokens(parley: Side, relay: Side): Promise<[number[], number[]]> {
  const sides = [parley, relay]
  const requests = await Promise.all(sides.map((side) => side.ask(LOAD)))
  const waits: [number[], number[]] = [[], []]
  for (let sample = 0; sample < FIRST_TOKENS; sample += 1) {
    for (const [index, { server, terminal }] of sides.entries()) {
      const request = requests[index]?.[sample] ?? ''
      const expected = { request, tokens: LOAD.tokens, terminal, keep: false }
      waits[index]?.push((await readStream(server.url, expected)).firstToken)
    }
  }
  // The first streams warm up the compiler and the caches.
  return [waits[0].slice(FIRST_TOKENS / 5), waits[1].slice(FIRST_TOKENS / 5)]
}

function mediansOfRounds(waits: readonly number[]): number[] {
  return split(waits, ROUNDS).map(median)
}

/** Measures the commit of a small record, which waits until the disk has it. Resolves to times in ms. */
async function commitTimes(connection: pg.ClientConfig): Promise<number[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const times = []
    for (let count = 0; count < FIRST_TOKENS; count += 1) {
      const startedAt = performance.now()
      await client.query(`select pg_logical_emit_message(true, 'bench', 'x')`)
      times.push(performance.now() - startedAt)
    }
    return times
  } finally {
    await client.end()
  }
}
