/** CORS as a real browser enforces it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { noBrowser, startBrowser } from '../support/network/browser.ts'
import { textFile } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'

/** Starts a server with an empty page, and returns its origin. */
async function pageOrigin(t: Test): Promise<string> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface RequestOptions {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}
interface Seen {
  readonly status: number
  readonly headers: Record<string, string>
  readonly text: string
}

/** Fetches from within a page. Resolves to what the page can see, or to its error. */
function fetchFrom(page: Page, url: string, options: RequestOptions = {}): Promise<Seen | string> {
  return page.evaluate(
    async ([url, options]) => {
      try {
        const response = await fetch(url, options)
        const headers = Object.fromEntries(response.headers)
        return { status: response.status, headers, text: await response.text() }
      } catch (error) {
        return String(error)
      }
    },
    [url, options] as const,
  )
}

t.test('Chromium', { skip: noBrowser }, async (t) => {
  const [allowed, refused] = [await pageOrigin(t), await pageOrigin(t)]
  const server = await testServer(t, { config: { CORS_ORIGINS: [allowed] }, paced: true })
  const ada = await signUp(server)
  await ada.client.post('/api/chat/', { json: { title: 'Engines' } })
  await ada.client.post('/api/chat/', { json: { title: 'Wheels' } })
  const { id } = (await ada.client.post('/api/file/', { body: textFile('a.txt') })).json<{ id: number }>()
  const context = await startBrowser(t)
  const pageAt = async (origin: string) => {
    const page = await context.newPage()
    await page.goto(origin)
    return page
  }
  const authorization = `Bearer ${ada.access}`
  const libraries = {
    authorization,
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '0',
    'x-requested-with': 'XMLHttpRequest',
    baggage: 'sentry-environment=production',
    'sentry-trace': '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    b3: '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1',
    'x-datadog-trace-id': '1',
  }

  await t.test('a page of an allowed origin can send library headers and read the needed ones', async (t) => {
    const page = await pageAt(allowed)
    const seen = await fetchFrom(page, `${server.url}/api/chat/?limit=1`, { headers: libraries })
    t.match(seen, { status: 200 })
    for (const name of ['date', 'link', 'ratelimit', 'ratelimit-policy', 'x-request-id'])
      t.match(seen, { headers: { [name]: /./ } }, name)
    const missing = await fetchFrom(page, `${server.url}/api/chat/999999`, { headers: libraries })
    t.match(missing, { status: 404, headers: { 'content-type': /problem/ } }, 'responses with errors too')

    const created = await fetchFrom(page, `${server.url}/api/chat/`, {
      method: 'POST',
      headers: { ...libraries, 'content-type': 'application/json', 'idempotency-key': 'a-key' },
      body: '{}',
    })
    t.match(created, { status: 201, headers: { location: /^\/api\/chat\// } })
    const ranged = await fetchFrom(page, `${server.url}/api/file/${id}/content`, {
      headers: { authorization, range: 'bytes=0-3' },
    })
    t.match(ranged, { status: 206, text: 'Newc', headers: { 'content-range': 'bytes 0-3/14', etag: /"/ } })
  })

  await t.test('a page receives a stream piece by piece', async (t) => {
    const page = await pageAt(allowed)
    const pieces = await page.evaluate(
      async ([url, headers]) => {
        const response = await fetch(`${url}/api/llm/`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify({ prompt: 'Count to twenty, please, one by one' }),
        })
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
        const pieces: string[] = [response.headers.get('cache-control') ?? '']
        for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
          pieces.push(next.value)
        return pieces
      },
      [server.url, libraries] as const,
    )
    t.equal(pieces[0], 'no-store, no-transform')
    t.ok(pieces.length > 4, `${pieces.length} pieces`)
    t.match(pieces.join(''), /"type":"started"[\s\S]*"type":"text"[\s\S]*"type":"completed"/)
  })

  await t.test('a page of another origin can read nothing', async (t) => {
    const page = await pageAt(refused)
    for (const [path, options] of [
      ['/openapi.json', {}],
      ['/api/chat/', { headers: { authorization } }],
      [
        '/api/chat/',
        { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{}' },
      ],
    ] as const)
      t.match(await fetchFrom(page, server.url + path, options), /TypeError/, path)
  })

  await t.test('a header that is not allowed is not sent', async (t) => {
    const page = await pageAt(allowed)
    const options = { headers: { authorization, 'x-unheard-of': '1' } }
    t.match(await fetchFrom(page, `${server.url}/api/chat/`, options), /TypeError/)
  })
})
