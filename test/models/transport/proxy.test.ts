/** Providers behind an HTTP proxy. */
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import t, { type Test } from 'tap'
import type { ProxyOptions } from '../../../src/models/provider.ts'
import { certificate, privateKey } from '../../support/network/certificate.ts'
import { testProxy } from '../../support/network/proxy.ts'
import { collect } from '../../support/providers/collect.ts'
import { type Dialect, dialects, providerOf } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { scriptedProvider, scriptedSocket } from '../../support/providers/scripted.ts'

const request = { messages: [{ role: 'user' as const, content: 'Who built the first one?' }] }
const joe = `Basic ${Buffer.from('joe:hunter2').toString('base64')}`
setDefaultCACertificates([certificate])

type Answer = (response: ServerResponse) => void

/** Starts a provider over https, with a name that only the proxy resolves. */
async function secureProvider(t: Test, answer: Answer) {
  const headers: NodeJS.Dict<string | string[]>[] = []
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    headers.push(request.headers)
    request.resume().on('end', () => answer(response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `https://files.test:${(server.address() as AddressInfo).port}`, headers: () => headers }
}

async function plainProvider(t: Test, answer: Answer) {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) => answer(response))
  return {
    origin: new URL(baseUrl).origin.replace('127.0.0.1', 'llm.test'),
    headers: () => requests.map(({ headers }) => headers),
  }
}

function provider(t: Test, dialect: Dialect, origin: string, proxy?: ProxyOptions) {
  const made = providerOf(dialect, {
    baseUrl: origin + dialect.base,
    apiKey: 'sk-top-secret',
    model: 'm-1',
    timeout: 30_000,
    ...(proxy && { proxy }),
  })
  t.teardown(() => made.close())
  return made
}

for (const dialect of dialects) {
  for (const [scheme, start] of [
    ['http', plainProvider],
    ['https', secureProvider],
  ] as const) {
    t.test(
      `${dialect.name} over ${scheme}: the proxy is used, and receives only its own credentials`,
      async (t) => {
        const proxy = await testProxy(t)
        const { origin, headers } = await start(t, (response) => response.end(dialect.frames({}).join('')))
        const called = provider(t, dialect, origin, { [scheme]: proxy.url })
        t.match(await collect(called.stream(request, neverAborted)), { content: 'Hi', complete: true })
        const target =
          scheme === 'https' ? `CONNECT ${new URL(origin).host}` : `POST ${origin}${dialect.path}`
        t.strictSame(proxy.requests, [{ target, authorization: joe }])
        t.equal(headers()[0]?.['proxy-authorization'], undefined)
        t.match(headers()[0]?.[dialect.keyHeader], 'sk-top-secret')
        if (scheme === 'https') t.notMatch(proxy.seen(), /sk-top-secret|first one/)
      },
    )

    t.test(`${dialect.name} over ${scheme}: aborting closes the connection through the proxy`, async (t) => {
      const proxy = await testProxy(t)
      const gone = Promise.withResolvers<void>()
      const caller = new AbortController()
      const reason = new Error('the caller has left')
      const { origin } = await start(t, (response) => {
        response.on('close', () => gone.resolve())
        response.write(dialect.frames({ end: false, finish: null, usage: null }).join(''))
      })
      const called = provider(t, dialect, origin, { [scheme]: proxy.url })
      const reading = async () => {
        for await (const _ of called.stream(request, caller.signal)) caller.abort(reason)
      }
      await t.rejects(reading(), reason)
      await gone.promise
    })
  }
}

const [openai] = dialects
if (!openai) throw new Error('No dialect')

for (const [scheme, start] of [
  ['http', plainProvider],
  ['https', secureProvider],
] as const) {
  t.test(`${scheme}: a proxy that is down or rejects makes the provider unavailable`, async (t) => {
    const proxy = await testProxy(t)
    const { origin, headers } = await start(t, (response) => response.end(openai.whole({})))
    const called = provider(t, openai, origin, { [scheme]: proxy.url })
    for (const status of [407, 403, 502, 503]) {
      proxy.refuse(status)
      // Without a tunnel, only 407 is certain to be the proxy's.
      const isProxys = scheme === 'https' || status === 407
      await t.rejects(
        collect(called.stream(request, neverAborted)),
        isProxys
          ? { name: 'ProviderError', message: /cannot be reached/, reason: `HTTP ${status} from the proxy` }
          : { name: 'ProviderError', reason: `HTTP ${status}` },
      )
    }
    await proxy.close()
    const another = provider(t, openai, origin, { [scheme]: proxy.url })
    await t.rejects(collect(another.stream(request, neverAborted)), {
      name: 'ProviderError',
      message: /cannot be reached/,
      reason: 'ECONNREFUSED',
    })
    t.equal(headers().length, 0)
  })
}

t.test('a call to a proxy that never responds can be aborted, and its connection is closed', async (t) => {
  const closed = Promise.withResolvers<void>()
  const base = await scriptedSocket(t, (socket) => socket.on('close', () => closed.resolve()))
  const called = provider(t, openai, 'https://files.test:1', { https: new URL(base).origin })
  const caller = new AbortController()
  const asking = collect(called.stream(request, caller.signal))
  const reason = new Error('the caller has left')
  setTimeout(() => caller.abort(reason), 50)
  await t.rejects(asking, reason)
  await closed.promise
  await t.rejects(collect(called.stream(request, neverAborted)), {
    name: 'ProviderError',
    message: /cannot be/,
  })
})

t.test('hosts excluded from the proxy are connected to directly', async (t) => {
  const proxy = await testProxy(t)
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(openai.whole({})))
  const { origin, port } = new URL(baseUrl)
  for (const except of [
    '127.0.0.1',
    `127.0.0.1:${port}`,
    'localhost, 127.0.0.1',
    '*',
    `.example,*:${port}`,
  ]) {
    const called = provider(t, openai, origin, { http: proxy.url, except })
    t.equal((await collect(called.stream(request, neverAborted))).content, 'Hi', except)
    t.equal(proxy.requests.length, 0, except)
  }
  for (const [index, except] of ['127.0.0.2', '127.0.0.1:1', '.0.0.1.example', ''].entries()) {
    const called = provider(t, openai, origin, { http: proxy.url, except })
    t.equal((await collect(called.stream(request, neverAborted))).content, 'Hi', except)
    t.equal(proxy.requests.length, index + 1, except)
  }
})

t.test('the http proxy is used for https unless there is an https proxy', async (t) => {
  const [one, two] = [await testProxy(t), await testProxy(t)]
  const { origin } = await secureProvider(t, (response) => response.end(openai.whole({})))
  await collect(provider(t, openai, origin, { http: one.url }).stream(request, neverAborted))
  t.equal(one.requests.length, 1)
  await collect(provider(t, openai, origin, { http: one.url, https: two.url }).stream(request, neverAborted))
  t.strictSame([one.requests.length, two.requests.length], [1, 1])
})

t.test('proxy variables of the environment are used through the settings only', async (t) => {
  const proxy = await testProxy(t)
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']
  for (const name of names) process.env[name] = proxy.url
  t.teardown(() => {
    for (const name of names) delete process.env[name]
  })
  const { baseUrl } = await scriptedProvider(t, (_, response) => response.end(openai.whole({})))
  const { origin } = new URL(baseUrl)
  for (const given of [undefined, { https: proxy.url, except: '*' }, {}]) {
    await collect(provider(t, openai, origin, given).stream(request, neverAborted))
    t.equal(proxy.requests.length, 0)
  }
})
