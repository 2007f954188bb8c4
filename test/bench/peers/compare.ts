/** Parley compared with its alternatives: the Vercel AI SDK and LangGraph. */
import { redisMissing } from '../../support/network/redis.ts'
import type { Bench } from '../bench.ts'
import { FEW, type LoadAtOnce, type Measurement, measure } from '../streams.ts'
import { median, write } from '../table.ts'
import { ANSWERS, causeFaults, type Faults, RATE, RECOVERY, WORDS } from './faults.ts'
import { installPeers } from './install.ts'
import { startParleyPeer } from './parley.ts'
import type { Peer, StartPeer } from './peer.ts'

const ROUNDS = 3
/** Slow enough for every token to arrive in a packet of its own. */
const PACED = { ...FEW, prompt: `tokens=200 rate=${RATE}`, tokens: 200 }

/** Compares and prints the speed of streams and the effects of faults. */
export async function comparePeers(bench: Bench): Promise<void> {
  await installPeers()
  const provider = await bench.start('provider', 'test/bench/provider.ts', {})
  const baseUrl = `${provider.url}/v1`
  const peers = [await startParleyPeer(bench, baseUrl)]
  if (redisMissing === false) peers.push(await startInstalled('ai-sdk', bench, baseUrl))
  else write(`The Vercel AI SDK is left out: resumable-stream works through Redis, and ${redisMissing}.\n`)
  peers.push(await startInstalled('langgraph', bench, baseUrl))

  write(`Node ${process.versions.node}.\n${peers.map(({ setup }) => setup).join('\n')}\n\n`)
  write(
    `Alternately, ${ROUNDS} rounds of ${FEW.streams} streams of ${FEW.tokens} tokens as fast as possible, many in a ` +
      `packet, which Parley joins;\nand of ${PACED.tokens} tokens at ${RATE} a second. CPU and memory are those of ` +
      "the server's process, without PostgreSQL and Redis.\n" +
      `Then ${ANSWERS} answers of ${WORDS} words, ${RATE} a second: in the middle, all connections are cut, and ` +
      'resumed by the client of each peer;\nother readers start after the end; others read until kill -9 in the ' +
      `middle, and look for the same text on the restarted\nserver for up to ${RECOVERY / 1000} s.\n\n`,
  )
  write(row('', ...peers.map(({ name }) => name)))
  const fast = await measureInTurn(peers, FEW, 1)
  const figures = (rounds: readonly Measurement[][], figure: keyof Measurement, digits = 0) =>
    rounds.map((one) => median(one.map((found) => found[figure])).toFixed(digits))
  write(row('tokens/s', ...figures(fast, 'tokens')))
  write(
    row('  Parley by it, and spread', '', ...fast.slice(1).map((theirs) => ratios(fast[0] ?? [], theirs))),
  )
  write(row('  CPU µs/token', ...figures(fast, 'cpu', 1)))
  write(row('  peak memory, MB', ...figures(fast, 'memory')))
  const paced = await measureInTurn(peers, PACED, 0)
  write(row(`CPU µs/token at ${RATE}/s`, ...figures(paced, 'cpu', 1)))

  const faults: Faults[] = []
  for (const peer of peers) faults.push(await causeFaults(bench, peer))
  const of = (count: number) => `${count} of ${ANSWERS}`
  write(row('words lost by a cut', ...faults.map(({ lost }) => String(lost))))
  write(row('words duplicated by a cut', ...faults.map(({ duplicated }) => String(duplicated))))
  write(row('streamed after the end', ...faults.map(({ replayed }) => of(replayed))))
  write(row('saved at the end', ...faults.map(({ saved }) => of(saved))))
  write(row('kept after kill -9', ...faults.map(({ kept }) => of(kept))))
}

/** Starts a peer whose module needs packages that may have been installed after this module was loaded. */
async function startInstalled(directory: string, bench: Bench, baseUrl: string): Promise<Peer> {
  const url = new URL(`${directory}/peer.ts`, import.meta.url)
  const { startPeer } = (await import(url.href)) as { readonly startPeer: StartPeer }
  return startPeer(bench, baseUrl)
}

/** Measures the peers in turn. Additional rounds at the start warm up the compiler and the caches. */
async function measureInTurn(
  peers: readonly Peer[],
  load: LoadAtOnce,
  warmUp: number,
): Promise<Measurement[][]> {
  const results = peers.map((peer) => ({ peer, rounds: [] as Measurement[] }))
  for (let round = -warmUp; round < ROUNDS; round++) {
    for (const { peer, rounds } of round % 2 === 0 ? results : results.toReversed()) {
      const found = await measure(peer, load)
      if (round >= 0) rounds.push(found)
    }
  }
  return results.map(({ rounds }) => rounds)
}

/**
 * Returns the ratios of Parley's tokens per second to another peer's in the same round: median, minimum and
 * maximum.
 */
function ratios(ours: readonly Measurement[], theirs: readonly Measurement[]): string {
  const found = ours.map(({ tokens }, round) => tokens / (theirs[round]?.tokens ?? Number.NaN))
  const [least, most] = [Math.min(...found), Math.max(...found)].map((ratio) => ratio.toFixed(1))
  return `${median(found).toFixed(1)} (${least}–${most})`
}

function row(name: string, ...figures: readonly string[]): string {
  return `${name.padEnd(27)}${figures.map((figure) => figure.padStart(18)).join('')}\n`
}
