/** Runs leave nothing in the memory of their server, however they end. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { ask, at, follow } from '../../support/events.ts'
import { type ModelCall, testModel } from '../../support/providers/model.ts'
import { newChat } from '../../support/requests.ts'
import { signUp, testServer } from '../../support/server.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

const model = await testModel(t)
const llm = { baseUrl: model.baseUrl, timeout: 60_000 }
const server = await testServer(t, { llm })
const replica = await testServer(t, { replicaOf: server, llm })
const ada = await signUp(server)
const text = 'x'.repeat(300_000)

const ends: ((call: ModelCall, run: number, chat: number) => unknown)[] = [
  (call) => call.end(),
  (call) => call.cut(),
  (call) => call.fail(),
  (_, run) => ada.client.post(`/api/run/${run}/cancel`),
  (_, run) => replica.client.as(ada.access).post(`/api/run/${run}/cancel`),
  (_, __, chat) => ada.client.delete(`/api/chat/${chat}`),
]

/** Starts `count` runs for each kind of end, subscribes on two replicas, and ends them. */
async function endInEveryWay(count: number): Promise<void> {
  for (const end of ends) {
    const runs = await Promise.all(Array.from({ length: count }, begin))
    // All calls behave alike, so their order does not matter.
    const calls = await Promise.all(runs.map(() => model.next()))
    for (const call of calls) call.say(text)
    for (const { stream } of runs) await stream.until('text')
    const elsewhere = await Promise.all(
      runs.map(({ stream }) => follow(at(replica, ada), stream.run, stream.events.length)),
    )
    await Promise.all(
      calls.map((call, index) => runs[index] && end(call, runs[index].stream.run, runs[index].chat)),
    )
    for (const stream of [...runs.map(({ stream }) => stream), ...elsewhere]) await stream.all()
  }
}

async function begin() {
  const chat = await newChat(ada.client)
  return { chat, stream: await ask(at(server, ada), { prompt: 'Who?', chat }) }
}

function heapUsed(): number {
  collect()
  return process.memoryUsage().heapUsed
}

t.test('a run leaves nothing in memory, whatever its end', async (t) => {
  const count = 15
  await endInEveryWay(count)
  const before = heapUsed()
  await endInEveryWay(count)
  const grown = heapUsed() - before
  const ofOneWay = count * text.length
  t.ok(grown < ofOneWay / 2, `${grown} bytes more, after texts of ${ofOneWay} for each kind of end`)
})
