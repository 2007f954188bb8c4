/** Replicas that signal each other over Redis, which may become unreachable at any time. */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { connectRedis } from '../../src/replicas/redis-client.ts'
import { redisSignals } from '../../src/replicas/redis-signals.ts'
import { answerOf, ask, at, follow } from '../support/events.ts'
import { until } from '../support/files.ts'
import { type Redis, redis, redisMissing } from '../support/network/redis.ts'
import { testModel } from '../support/providers/model.ts'
import { question, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'
import { refusedWithinASecond } from '../support/sessions.ts'

type Run = components['schemas']['Run']

/** Starts two replicas with a Redis, and a model. */
async function replicas(t: Test) {
  const broker = await redis(t)
  const model = await testModel(t)
  const options = { llm: { baseUrl: model.baseUrl, timeout: 60_000 }, config: { REDIS_URL: broker.url } }
  const server = await testServer(t, options)
  const replica = await testServer(t, { ...options, replicaOf: server })
  const ada = await signUp(server)
  return { broker, model, server, replica, ada, here: at(server, ada), there: at(replica, ada) }
}

async function clientOf(t: Test, { url }: Redis) {
  const client = await connectRedis(url, () => {})
  t.teardown(() => client.destroy())
  return client
}

t.test('signals over Redis', { skip: redisMissing }, async (t) => {
  t.jobs = 2

  t.test('a subscriber on another replica receives a token as soon as it is saved', async (t) => {
    const { model, replica, ada, here, there } = await replicas(t)
    const stream = await ask(here, question)
    const call = await model.next()
    const elsewhere = await follow(there, stream.run)
    await elsewhere.until('started')
    const delays: number[] = []
    for (let count = 2; count < 32; count += 1) {
      call.say(`${count} `)
      await stream.until(count)
      const savedAt = performance.now()
      await elsewhere.until(count)
      delays.push(performance.now() - savedAt)
    }
    call.end()
    t.strictSame(await elsewhere.all(), await stream.all())
    const median = delays.toSorted((a, b) => a - b)[15] ?? Number.NaN
    // Polling alone would take half a second on average.
    t.ok(median < 100, `${median} ms, ${delays.map(Math.round)}`)
    t.equal(
      (await replica.client.as(ada.access).get(`/api/run/${stream.run}`)).json<Run>().status,
      'completed',
    )
  })

  t.test(
    'signals have no content, and none is sent for a run without subscribers on other replicas',
    async (t) => {
      const { broker, model, server, ada, here, there } = await replicas(t)
      const heard: string[] = []
      await (await clientOf(t, broker)).pSubscribe('*', (message, channel) => heard.push(channel + message))

      const alone = await ask(here, question)
      const call = await model.next()
      call.end({ texts: ['secret'] })
      await alone.all()

      const stream = await ask(here, question)
      await stream.until('started')
      const followed = await model.next()
      const elsewhere = await follow(there, stream.run)
      await until('the run is followed', () => heard.includes(`parley:run:${stream.run}:followed`))
      followed.say('secret')
      await elsewhere.until('text')
      const { status } = await signUp({ client: server.client }).then(({ refresh }) =>
        server.client.post('/api/token/blacklist/', { json: { refresh } }),
      )
      t.equal(status, 200)
      const { url, access } = there
      await fetch(`${url}/api/run/${stream.run}/cancel`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access}` },
      })
      await elsewhere.all()
      t.equal((await readRun(ada.client, stream.run)).status, 'cancelled')
      const expected = ['cancelled', 'events', 'followed'].map((what) => `parley:run:${stream.run}:${what}`)
      t.strictSame([...new Set(heard)].sort(), ['parley:revocations', ...expected])
    },
  )

  t.test('no event is lost or repeated if Redis is killed in the middle of a stream', async (t) => {
    const { broker, model, here, there, server, replica } = await replicas(t)
    const stream = await ask(here, question)
    const call = await model.next()
    const elsewhere = await follow(there, stream.run)
    let sent = ''
    const say = async (times: number) => {
      for (let count = 0; count < times; count += 1) {
        const text = `${sent.length} `
        sent += text
        call.say(text)
        await sleep(10)
      }
    }
    const isHeard = ({ events }: typeof elsewhere) => answerOf(events) === sent
    await say(30)
    await until('all is heard with Redis', () => isHeard(elsewhere))
    await broker.kill()
    await say(30)
    const late = await follow(there, stream.run)
    await say(10)
    await until('all is heard without Redis', () => isHeard(elsewhere) && isHeard(late))
    await broker.start()
    await say(100)
    await until('all is heard with Redis again', () => isHeard(elsewhere) && isHeard(late))
    call.end()
    const events = await stream.all()
    t.equal(answerOf(events), sent)
    t.strictSame(await elsewhere.all(), events)
    t.strictSame(await late.all(), events)
    for (const { log } of [server, replica]) {
      const lost = log.filter((line) => line.includes('Redis cannot be reached'))
      t.equal(lost.length, 1, 'the outage is logged once')
    }
  })

  t.test('revocations and cancellations take effect in time with and without Redis', async (t) => {
    const { broker, model, server, replica, ada, here } = await replicas(t)
    for (const state of ['works', 'is away'] as const) {
      if (state === 'is away') await broker.kill()
      const leaving = await signUp(server)
      t.equal((await replica.client.get('/api/chat/', { token: leaving.access })).status, 200)
      await server.client.post('/api/token/blacklist/', { json: { refresh: leaving.refresh } })
      t.ok(await refusedWithinASecond(replica, leaving.access), `Redis ${state}`)
      const stream = await ask(here, question)
      const call = await model.next()
      const answer = await replica.client.as(ada.access).post(`/api/run/${stream.run}/cancel`)
      t.match([answer.status, answer.json()], [200, { status: 'cancelled' }], `Redis ${state}`)
      await call.disconnected
      await stream.all()
    }
  })

  t.test('a listener receives signals and reconnections until it stops listening', async (t) => {
    const broker = await redis(t)
    const [receiving, sending] = [await clientOf(t, broker), await clientOf(t, broker)]
    const [receiver, sender] = [redisSignals(receiving), redisSignals(sending)]
    const counts = { signals: 0, connected: 0, other: 0 }
    const listen = () =>
      receiver.listen(
        'run:7:events',
        () => {
          counts.signals += 1
        },
        () => {
          counts.connected += 1
        },
      )
    let stop = listen()
    receiver.listen('run:8:events', () => {
      counts.other += 1
    })
    await until('it listens', () => counts.connected === 1)
    sender.send('run:7:events')
    await until('the signal has arrived', () => counts.signals === 1)
    // The last call counts, however fast they follow each other.
    for (let times = 0; times < 10; times += 1) {
      stop()
      stop = listen()
      if (times % 3 === 0) await new Promise(setImmediate)
    }
    await until('it listens again', async () => {
      sender.send('run:7:events')
      await sleep(5)
      return counts.signals > 1
    })

    const { connected } = counts
    await broker.kill()
    await until('the loss is noticed', () => !receiver.isConnected && !sender.isConnected)
    sender.send('run:7:events')
    const stopAnother = receiver.listen('run:9:events', () => {})
    stop()
    await broker.start()
    await until('both are connected', () => receiver.isConnected && sender.isConnected)
    await until('a listener added in the meantime is connected', async () => {
      const channels = await sending.pubSubChannels()
      return channels.sort().join() === 'parley:run:8:events,parley:run:9:events'
    })
    stopAnother()
    sender.send('run:8:events')
    await until('the signal has arrived', () => counts.other === 1)
    t.equal(counts.connected, connected, 'a listener that has stopped receives nothing')
    await until(
      'nothing is left',
      async () => (await sending.pubSubChannels()).join() === 'parley:run:8:events',
    )
  })

  t.test('a Redis that hangs does not count as connected until it answers again', async (t) => {
    const { broker } = await replicas(t)
    const signals = redisSignals(await clientOf(t, broker))
    signals.send('revocations')
    await sleep(500)
    t.ok(signals.isConnected)
    broker.pause()
    signals.send('revocations')
    t.ok(signals.isConnected, 'a moment without an answer is normal')
    await until('it is taken for lost', () => !signals.isConnected)
    broker.resume()
    await until('it is connected again', () => signals.isConnected)
  })

  t.test('signals to a Redis that hangs are dropped and not collected', async (t) => {
    let published = 0
    const signals = redisSignals({
      isReady: true,
      on() {},
      publish() {
        published += 1
        return new Promise(() => {})
      },
    } as never)
    for (let count = 0; count < 5_000; count += 1) signals.send('revocations')
    t.equal(published, 1_000)
  })
})
