/** Cuts the connections of answers, reads them again later, and kills their server with SIGKILL. */
import { setTimeout as sleep } from 'node:timers/promises'
import { gateTo } from '../../support/network/gate.ts'
import { freePort } from '../../support/server.ts'
import type { Bench } from '../bench.ts'
import type { Answer, Peer } from './peer.ts'
import { contains, damageOf, wordsOf } from './words.ts'

export const ANSWERS = 30
export const WORDS = 200
/** Words per second. */
export const RATE = 20
/** Number of words that all readers have received when the fault occurs. */
const HALF = WORDS / 2
/** Time in ms during which the server is unreachable after a cut. */
const AWAY_MS = 500
/** Longest duration of an answer beyond that of its words, in ms. */
const TIMEOUT_MS = 60_000
/** Longest time in ms from the restart of a server until it shows what it has saved. */
export const RECOVERY = 30_000

export interface Faults {
  /** Words of all answers that readers miss, or have more than once, after a cut. */
  readonly lost: number
  readonly duplicated: number
  /**
   * Answers that are complete for a reader that starts after their end: from the stream, and from the saved
   * copy.
   */
  readonly replayed: number
  readonly saved: number
  /** Answers of which the restarted server has everything that was read before it was killed. */
  readonly kept: number
}

export async function causeFaults(bench: Bench, peer: Peer): Promise<Faults> {
  const { answers, cut, open } = await beginAll(bench, peer)
  await reach(answers, HALF)
  await cut()
  await sleep(AWAY_MS)
  await open()
  await Promise.all(answers.map((answer) => within(TIMEOUT_MS, answer.resume())))
  const damages = answers.map((answer) => damageOf(answer.text(), WORDS))
  const whole = (text: string) => damageOf(text, WORDS).lost === 0
  await waitUntil(
    async () => (await countOf(answers, async (answer) => whole(await answer.saved()))) === ANSWERS,
  )
  return {
    lost: sum(damages.map(({ lost }) => lost)),
    duplicated: sum(damages.map(({ duplicated }) => duplicated)),
    replayed: await countOf(answers, async (answer) => whole(await within(TIMEOUT_MS, answer.replay()))),
    saved: await countOf(answers, async (answer) => whole(await answer.saved())),
    kept: await killMidAnswer(bench, peer),
  }
}

async function killMidAnswer(bench: Bench, peer: Peer): Promise<number> {
  const { answers } = await beginAll(bench, peer)
  await reach(answers, HALF)
  await peer.server.kill()
  const read = answers.map((answer) => answer.text())
  await peer.restart()
  const kept = () =>
    countOf(answers, async (answer, index) => contains(await answer.saved(), read[index] ?? ''))
  await waitUntil(async () => (await kept()) === ANSWERS)
  return kept()
}

/** Starts all answers, through a gate of their own. */
async function beginAll(bench: Bench, peer: Peer) {
  const port = await freePort()
  const { hostname, port: to } = new URL(peer.server.url)
  const { open, shut } = gateTo(bench, { host: hostname, port: Number(to) }, { host: hostname, port })
  await open()
  const url = `http://${hostname}:${port}`
  const prompt = `tokens=${WORDS} rate=${RATE} numbered`
  const answers = await peer.begin(url, prompt, ANSWERS)
  return { answers, open, cut: shut }
}

/** Resolves when every reader has this number of words. */
async function reach(answers: readonly Answer[], words: number): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS
  while (answers.some((answer) => wordsOf(answer.text()).length < words)) {
    if (Date.now() > deadline) throw new Error(`Not all of ${answers.length} answers reached ${words} words.`)
    await sleep(20)
  }
}

/** Resolves when the condition holds, or after a timeout. */
async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + RECOVERY
  while (!(await condition()) && Date.now() < deadline) await sleep(500)
}

/** Counts the answers for which a condition holds; a rejection counts as false. */
async function countOf(
  answers: readonly Answer[],
  holds: (answer: Answer, index: number) => Promise<boolean>,
): Promise<number> {
  const found = await Promise.all(answers.map((answer, index) => holds(answer, index).catch(() => false)))
  return found.filter(Boolean).length
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`A stream was still open after ${ms / 1000} s.`)
  })
  return Promise.race([promise, late])
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
