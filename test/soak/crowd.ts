/** Memory of a server with crowds in full size, before any other load. */
import { setTimeout as sleep } from 'node:timers/promises'
import { admittedStream, idleConnections, many, readStreams, unreadStreams } from '../support/load/crowd.ts'
import { prompt } from '../support/providers/faulty-model.ts'
import { signUp } from '../support/server.ts'
import { type Supervised, teardowns } from './world.ts'

/** Resolves to the lines of a table: crowd, memory and descriptors. */
export async function measureCrowds(server: Supervised): Promise<string[]> {
  const replica = server.current()
  if (replica === undefined) throw new Error('The replica is dead')
  const ada = await signUp(replica)
  let shed = 0
  const onShed = () => {
    shed += 1
  }
  const caller = { url: server.url, access: ada.access, onShed }
  const lines: string[] = []
  const note = async (what: string) => {
    const label = shed > 0 ? `${what}, with ${shed} retries after load shedding` : what
    shed = 0
    lines.push(`| ${label} | ${await server.state()} |`)
  }
  const t = teardowns()
  await readStreams(caller, 200)
  await note('after 200 short streams')
  const unread = await unreadStreams(caller, 100)
  await note('100 streams of 8 MB that are not read')
  const words = 'word '.repeat(150)
  const reading = await many(900, () => admittedStream(caller, { prompt: prompt('slowly', words) }))
  await note('and 900 streams that are read')
  await Promise.all(reading.map((each) => each.all()))
  for (const each of unread) each.break()
  await idleConnections(t, server.url, 10_000)
  await note('10,000 idle connections')
  await t.all()
  await sleep(2_000)
  await note('after all clients have disconnected')
  return lines
}
