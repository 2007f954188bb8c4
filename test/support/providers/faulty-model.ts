/**
 * Language model that behaves as the prompt requests: correctly, or with one of the faults of real providers.
 */
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { dialectOf } from './dialects.ts'
import { scriptedProvider } from './scripted.ts'

const { frames } = dialectOf('openai')

/** Sends a complete answer word by word, with a pause in ms after each. */
async function write(response: ServerResponse, words: readonly string[], pause: number): Promise<void> {
  for (const frame of frames({ texts: words })) {
    if (response.destroyed) return
    response.write(frame)
    if (pause > 0) await sleep(pause)
  }
  response.end()
}

/** Resolves when the socket accepts more, or the client is gone. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).catch(
    () => {},
  )
  over.abort()
}

/** Behaviours by the first word of the prompt. `rest` is the rest of the prompt. */
const ways = {
  /** Answers with the rest of the prompt. */
  say: (response, rest) => write(response, rest.split(/(?<= )/), 0),
  /** Answers with the rest of the prompt, with a pause of 100 ms after each word. */
  slowly: (response, rest) => write(response, rest.split(/(?<= )/), 100),
  /** Answers with this number of thousand characters, as fast as the client reads. */
  pour: async (response, rest) => {
    const texts = Array.from({ length: Number(rest) }, () => 'x'.repeat(1_000))
    for (const frame of frames({ texts })) {
      if (response.destroyed) return
      if (!response.write(frame)) await drained(response)
    }
    response.end()
  },
  /** Starts an answer and then sends nothing more. */
  hang: async (response) =>
    void response.write(
      frames({ texts: ['Well'] })
        .slice(0, 2)
        .join(''),
    ),
  /** Accepts the request and never responds. */
  silence: async () => {},
  /** Sends single bytes with pauses, which never form an event. */
  drip: async (response) => {
    while (!response.destroyed) {
      response.write('d')
      await sleep(50)
    }
  },
  /** Sends a line without an end. */
  flood: async (response) => {
    response.write('data: ')
    const bytes = Buffer.alloc(1024 * 1024, 'x')
    while (!response.destroyed) {
      if (!response.write(bytes)) await drained(response)
      await sleep(1)
    }
  },
  /** Sends data that violates the protocol. */
  lie: async (response) => void response.end('data: {"choices": "none", \n\ndata: <html>\n\n'),
  /** Ends in the middle of the answer. */
  cut: async (response) => {
    response.write(
      frames({ texts: ['Well'] })
        .slice(0, 2)
        .join(''),
    )
    await sleep(20)
    response.destroy()
  },
  /** Responds with an error that may be temporary. */
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

/** Returns the prompt that requests a behaviour. */
export function prompt(way: Way, rest = ''): string {
  return `${way}: ${rest}`
}

export interface FaultyModel {
  readonly baseUrl: string
  /** Returns the number of calls in progress. */
  activeCalls(): number
}

/** Starts the model. It ends with the test. */
export async function faultyModel(t: Pick<Test, 'teardown'>): Promise<FaultyModel> {
  const responses = new Set<ServerResponse>()
  const { baseUrl } = await scriptedProvider(t, async (_, response, body) => {
    responses.add(response)
    response.setHeader('content-type', 'text/event-stream')
    response.on('close', () => responses.delete(response)).on('error', () => {})
    const { messages } = JSON.parse(body) as { messages: { content: string }[] }
    const [, way = '', rest = ''] = /^(\w+): (.*)$/s.exec(messages.at(-1)?.content ?? '') ?? []
    // Any other request, such as one for a title, gets a valid answer.
    const behave = way in ways ? ways[way as Way] : () => write(response, ['Fine'], 0)
    await behave(response, rest)
  })
  return { baseUrl, activeCalls: () => responses.size }
}
