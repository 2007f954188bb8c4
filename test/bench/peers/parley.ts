/** Parley as one of the peers. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import manifest from '../../../package.json' with { type: 'json' }
import { freePort } from '../../support/server.ts'
import type { Bench } from '../bench.ts'
import { json, startParley } from '../parley.ts'
import { parleySide } from '../streams.ts'
import type { Answer, Peer } from './peer.ts'
import { eventsOf } from './sse.ts'

export async function startParleyPeer(bench: Bench, baseUrl: string): Promise<Peer> {
  const settings = { PORT: String(await freePort()), JWT_SECRET: randomBytes(32).toString('hex') }
  const parley = await startParley(bench, baseUrl, settings)
  const peer: Peer = {
    ...parleySide(bench, parley),
    name: 'Parley',
    setup: `Parley ${manifest.version} as \`make start\` runs it; PostgreSQL, which syncs every commit to disk.`,
    async begin(url, prompt, count) {
      const access = await parley.logIn()
      return Promise.all(Array.from({ length: count }, () => ask(url, access, prompt)))
    },
    async restart() {
      peer.server = (await startParley(bench, baseUrl, settings)).server
    },
  }
  return peer
}

async function ask(url: string, access: string, prompt: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' }
  const post = async (path: string, body: object) => {
    const response = await fetch(url + path, { ...json(body), headers })
    if (response.ok) return response
    throw new Error(`POST ${path} got ${response.status}: ${await response.text()}`)
  }
  const created = await post('/api/chat/', { title: 'bench' })
  const { id: chat } = (await created.json()) as { id: number }
  const reader = { run: 0, last: '', text: '', ended: false }
  const read = async (response: Response, into: { last: string; text: string; ended: boolean }) => {
    for await (const { id, data } of eventsOf(response)) {
      const event = JSON.parse(data) as { type: string; text?: string; run?: number }
      into.last = id
      if (event.run !== undefined) reader.run = event.run
      if (event.type === 'text') into.text += event.text
      if (event.type === 'reset') into.text = ''
      into.ended = ['completed', 'incomplete', 'failed', 'cancelled'].includes(event.type)
    }
  }
  const follow = (last: string) =>
    fetch(`${url}/api/run/${reader.run}/events`, {
      headers: { ...headers, ...(last !== '' && { 'last-event-id': last }) },
    })
  const first = read(await post('/api/llm/', { prompt, chat, stream: true }), reader).catch(() => {})
  return {
    text: () => reader.text,
    async resume() {
      await first
      while (!reader.ended) {
        await follow(reader.last).then(
          (response) => read(response, reader),
          () => {},
        )
        if (!reader.ended) await sleep(100)
      }
    },
    async replay() {
      const other = { last: '', text: '', ended: false }
      await read(await follow(''), other)
      return other.text
    },
    async saved() {
      const response = await fetch(`${url}/api/run/${reader.run}`, { headers })
      return ((await response.json()) as { content: string }).content
    },
  }
}
