/**
 * A language model that behaves as the prompt tells it to: well, or in one of the ways in which providers do
 * not.
 */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { dialectOf } from './dialects.ts'
import { scriptedProvider } from './scripted.ts'

const { frames } = dialectOf('openai')

/** Sends a whole answer, a word at a time, so many ms apart. */
async function write(response: ServerResponse, words: readonly string[], pause: number): Promise<void> {
  for (const frame of frames({ texts: words })) {
    if (response.destroyed) return
    response.write(frame)
    if (pause > 0) await sleep(pause)
  }
  response.end()
}

/** Resolves when there is room again, or nobody who reads. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(
    () => {},
  )
  over.abort()
}

/** What a prompt begins with, and what comes of it. `rest` is what follows in the prompt. */
const ways = {
  /** The answer says what it was asked to. */
  say: (response, rest) => write(response, rest.split(/(?<= )/), 0),
  /** The same, a tenth of a second a word. */
  slowly: (response, rest) => write(response, rest.split(/(?<= )/), 100),
  /** So many thousand characters, as fast as they are taken. */
  pour: async (response, rest) => {
    const texts = Array.from({ length: Number(rest) }, () => 'x'.repeat(1_000))
    for (const frame of frames({ texts })) {
      if (response.destroyed) return
      if (!response.write(frame)) await drained(response)
    }
    response.end()
  },
  /** Begins, and never goes on. */
  hang: async (response) =>
    void response.write(
      frames({ texts: ['Well'] })
        .slice(0, 2)
        .join(''),
    ),
  /** Accepts, and never begins. */
  silence: async () => {},
  /** A byte now and then, which never become an event. */
  drip: async (response) => {
    while (!response.destroyed) {
      response.write('d')
      await sleep(50)
    }
  },
  /** One line that does not end. */
  flood: async (response) => {
    response.write('data: ')
    const bytes = Buffer.alloc(1024 * 1024, 'x')
    while (!response.destroyed) {
      if (!response.write(bytes)) await drained(response)
      await sleep(1)
    }
  },
  /** What is none of its protocol. */
  lie: async (response) => void response.end('data: {"choices": "none", \n\ndata: <html>\n\n'),
  /** Ends in the middle. */
  cut: async (response) => {
    response.write(
      frames({ texts: ['Well'] })
        .slice(0, 2)
        .join(''),
    )
    await sleep(20)
    response.destroy()
  },
  /** An error that trying again may help. */
  refuse: async (response) => void response.writeHead(503, { 'retry-after': '1' }).end('PROVIDER SAYS'),
} satisfies Record<string, (response: ServerResponse, rest: string) => Promise<void>>

export type Way = keyof typeof ways

export const misbehaviours = [
  'hang',
  'silence',
  'drip',
  'flood',
  'lie',
  'cut',
  'refuse',
] as const satisfies Way[]

/** The prompt that makes it behave so. */
export function prompt(way: Way, rest = ''): string {
  return `${way}: ${rest}`
}

export interface FaultyModel {
  readonly baseUrl: string
  /** How many calls are under way. */
  underWay(): number
}

/** Starts such a model; it ends with the test. */
export async function faultyModel(t: Pick<Test, 'teardown'>): Promise<FaultyModel> {
  const responses = new Set<ServerResponse>()
  const { baseUrl } = await scriptedProvider(t, async (_, response, body) => {
    responses.add(response)
    response.setHeader('content-type', 'text/event-stream')
    response.on('close', () => responses.delete(response)).on('error', () => {})
    const { messages } = JSON.parse(body) as { messages: { content: string }[] }
    const [, way = '', rest = ''] = /^(\w+): (.*)$/s.exec(messages.at(-1)?.content ?? '') ?? []
    // Whatever else it is asked, such as a title, it answers well.
    const behave = way in ways ? ways[way as Way] : () => write(response, ['Fine'], 0)
    await behave(response, rest)
  })
  return { baseUrl, underWay: () => responses.size }
}
