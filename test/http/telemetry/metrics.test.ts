/** Metrics of a running process, in the Prometheus format. */
import { readFile } from 'node:fs/promises'
import { request } from 'node:http'
import t, { type Test } from 'tap'
import { routes } from '../../../generated/routes.ts'
import { createMetrics } from '../../../src/http/telemetry/metrics.ts'
import { client } from '../../support/client.ts'
import { oneConnection } from '../../support/database.ts'
import { stream } from '../../support/events.ts'
import { until } from '../../support/files.ts'
import { form } from '../../support/form.ts'
import { startParley } from '../../support/processes/process.ts'
import { databaseSettings } from '../../support/processes/replica.ts'
import { freePort, signUp } from '../../support/server.ts'

interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Starts a process with metrics, and returns functions to read them. */
async function measured(t: Test) {
  const METRICS_PORT = String(await freePort())
  const parley = await startParley(t, { ...(await databaseSettings(t)), METRICS_PORT })
  const url = `http://127.0.0.1:${METRICS_PORT}`
  const samples = async () => parse(await (await fetch(`${url}/metrics`)).text())
  const sampleOf = async (name: string, labels: Record<string, string> = {}) =>
    (await samples()).find(
      (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
    )?.value ?? 0
  return { ...parley, client: client(parley.url), metricsUrl: url, samples, sampleOf }
}

/** Parses the Prometheus text format, version 0.0.4. */
function parse(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, value]) => [key, value])
      if (name === '') throw new Error(`Not in the format of Prometheus: ${line}`)
      return { name, labels: Object.fromEntries(pairs), value: Number(value) }
    })
}

t.test('metrics are served at their own port only', async (t) => {
  const parley = await measured(t)
  const duration = 'parley_http_request_duration_seconds'
  const ada = await signUp(parley)

  await t.test('requests are counted by operation and status', async (t) => {
    const { origin } = new URL(parley.url)
    for (const path of ['/api/chat/', '/api/chat', '//api//chat/?limit=1']) await ada.client.get(path)
    await ada.client.get('/api/chat/4711')
    await parley.client.get('/api/chat/4711')
    for (const [labels, count] of [
      [{ operation: 'listChats', status: '200' }, 3],
      [{ operation: 'getChat', status: '404' }, 1],
      [{ operation: 'getChat', status: '401' }, 1],
      [{ operation: 'registerUser', status: '201' }, 1],
    ] as const) {
      t.equal(await parley.sampleOf(`${duration}_count`, labels), count, JSON.stringify(labels))
      t.ok((await parley.sampleOf(`${duration}_sum`, labels)) > 0)
    }
    t.equal((await fetch(`${origin}/metrics`)).status, 404, 'the public port has no metrics')
  })

  await t.test('clients cannot create new series', async (t) => {
    await parley.client.get('/nothing')
    await parley.client.request('PROPFIND', '/nothing')
    const before = await parley.samples()
    for (const path of ['/nothing/1', '/nothing/2', '/%zz', '/.env', '/docs/nothing', '/api/chats/'])
      for (const method of ['GET', 'PROPFIND', 'QUERY']) await fetch(parley.url + path, { method })
    await ada.client.get('/api/chat/4712')
    t.equal((await parley.samples()).length, before.length)
    const operations = before.flatMap(({ labels }) => labels.operation ?? [])
    const known = new Set([...Object.keys(routes), 'none'])
    t.same(
      operations.filter((operation) => !known.has(operation)),
      [],
    )
  })

  await t.test('an upload in progress and its abort are counted', async (t) => {
    const inProgress = { operation: 'uploadFile' }
    const { body, headers } = form({ name: 'file', filename: 'x', content: 'x'.repeat(1000) })
    const authorization = `Bearer ${ada.access}`
    const upload = request(`${parley.url}/api/file/`, {
      method: 'POST',
      headers: { ...headers, authorization, 'content-length': body.length },
    })
    upload.on('error', () => {})
    upload.write(body.subarray(0, 500))
    await until(
      'an upload is in progress',
      async () => (await parley.sampleOf('parley_http_requests_in_progress', inProgress)) === 1,
    )
    upload.destroy()
    await until(
      'no upload is in progress',
      async () => (await parley.sampleOf('parley_http_requests_in_progress', inProgress)) === 0,
    )
    t.equal(await parley.sampleOf(`${duration}_count`, { ...inProgress, status: 'cut' }), 1)
  })

  await t.test('runs, tokens and provider attempts are counted', async (t) => {
    const count = (name: string, labels = {}) => parley.sampleOf(`parley_${name}`, labels)
    const prompt = Array.from({ length: 60 }, (_, index) => `word ${index}`).join(' ')
    const followed = await stream({ url: parley.url, access: ada.access }, { prompt })
    await until('the run is active', async () => (await count('active_runs', { state: 'running' })) === 1)
    t.equal(await count('event_streams_open'), 1)
    t.equal(await count('active_runs', { state: 'queued' }), 0)
    const events = await followed.all()
    const usage = events.flatMap((event) => (event.type === 'usage' ? event.usage : []))[0]
    await until('the run has ended', async () => (await count('active_runs', { state: 'running' })) === 0)
    await until('the stream has ended', async () => (await count('event_streams_open')) === 0)
    t.equal(await count('runs_ended_total', { status: 'completed' }), 1)
    const model = 'offline-stand-in'
    t.ok(usage && usage.completion_tokens > 0)
    t.equal(await count('tokens_total', { kind: 'prompt', model }), usage?.prompt_tokens)
    t.equal(await count('tokens_total', { kind: 'completion', model }), usage?.completion_tokens)
    const attempt = { provider: 'stand-in', outcome: 'answered' }
    t.equal(await count('provider_attempt_duration_seconds_count', attempt), 1)
  })

  await t.test('the pool, the event loop and the process are measured', async (t) => {
    const open = await parley.sampleOf('parley_database_connections')
    t.ok(open >= 1 && open <= 10)
    t.ok((await parley.sampleOf('parley_database_connections_idle')) <= open)
    t.equal(await parley.sampleOf('parley_database_queries_waiting'), 0)
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'nodejs_heap_size_used_bytes',
    ])
      t.ok((await parley.sampleOf(name)) > 0, name)
    t.ok((await parley.samples()).some(({ name }) => name === 'nodejs_eventloop_lag_p99_seconds'))
  })

  await t.test('the metrics port serves nothing else', async (t) => {
    const answer = await fetch(`${parley.metricsUrl}/metrics`)
    t.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/)
    for (const [method, path] of [
      ['GET', '/'],
      ['POST', '/metrics'],
      ['GET', '/api/chat/'],
    ] as const)
      t.equal((await fetch(parley.metricsUrl + path, { method })).status, 404, `${method} ${path}`)
  })

  await t.test('the process exits cleanly', async (t) => {
    parley.child.kill('SIGTERM')
    t.equal(await parley.exited, 0)
  })
})

t.test('the README has a row for each metric, with its labels', async (t) => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
  const { registry } = createMetrics(await oneConnection(t))
  const own = registry.getMetricsAsArray().filter(({ name }) => name.startsWith('parley_'))
  t.ok(own.length > 3)
  for (const metric of own) {
    const labels = 'labelNames' in metric ? (metric.labelNames as string[]) : []
    const row = `| \`${metric.name}\` | ${labels.map((label) => `\`${label}\``).join(', ')} | ${metric.help}`
    t.ok(readme.includes(row), row)
  }
})
