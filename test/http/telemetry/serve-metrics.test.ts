/** Failures while a metric is collected. The metrics themselves are tested in metrics.test.ts. */
import { Gauge, Registry } from '@prometheus-io/client'
import t from 'tap'
import { serveMetrics } from '../../../src/http/telemetry/serve-metrics.ts'
import { freePort } from '../../support/server.ts'

t.test('a failing collector is a 500 without details, and works again later', async (t) => {
  const registry = new Registry()
  let isBroken: 'no' | 'throws' | 'rejects' = 'no'
  new Gauge({
    name: 'one',
    help: 'One.',
    registers: [registry],
    collect() {
      if (isBroken === 'throws') throw new Error('database secret')
      this.set(1)
      return isBroken === 'rejects' ? Promise.reject(new Error('database secret')) : undefined
    },
  })
  const errors: unknown[] = []
  const port = await freePort()
  const onError = (error: unknown) => errors.push(error)
  const close = await serveMetrics(registry, { host: '127.0.0.1', port, onError })
  t.teardown(close)
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    return { status: answer.status, text: await answer.text() }
  }
  t.match(await ask(), { status: 200, text: 'one 1' })
  for (const how of ['throws', 'rejects'] as const) {
    isBroken = how
    const failed = await ask()
    t.equal(failed.status, 500)
    t.notMatch(failed.text, 'secret')
  }
  t.match(errors, [{ message: 'database secret' }, { message: 'database secret' }])
  isBroken = 'no'
  t.match(await ask(), { status: 200, text: 'one 1' })
})
