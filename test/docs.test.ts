import { readFileSync } from 'node:fs'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { routes } from '../generated/routes.ts'
import { continueFromResponses } from '../src/http/docs-forms.ts'
import { type Document, docsView } from '../src/http/docs-view.ts'
import { noBrowser, startBrowser } from './support/browser.ts'
import { expressProxy } from './support/express-proxy.ts'
import { operations, pathOf, textFile } from './support/operations.ts'
import { signUp, testServer } from './support/server.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

t.test('the document behind /docs is the contract as it was written', async (t) => {
  const { url } = await testServer(t)
  const shown = await (await fetch(`${url}/docs/json`)).json()
  t.same(shown, parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8')))
})

t.test(
  'the root redirects what prefers HTML to /docs, and is an unknown path for everything else',
  async (t) => {
    const server = await testServer(t, { config: { CORS_ORIGINS: ['https://app.example'] } })
    const below = await testServer(t, {
      replicaOf: server,
      config: { PUBLIC_URL: 'https://chat.example/parley' },
    })
    const chrome = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
    for (const [accept, redirected] of [
      [chrome, true],
      ['text/html', true],
      ['text/*', true],
      ['text/html;q=0.9, application/json;q=0.8', true],
      ['*/*', false],
      ['', false],
      ['application/json', false],
      ['text/html;q=0', false],
      ['text/html;q=0.5, application/json', false],
      ['image/png', false],
    ] as const)
      for (const method of ['GET', 'HEAD']) {
        const headers = { accept, origin: 'https://app.example' }
        const answer = await fetch(`${server.url}/?utm=1`, { method, headers, redirect: 'manual' })
        t.equal(answer.status, redirected ? 302 : 404, `${method} ${accept}`)
        t.equal(answer.headers.get('location'), redirected ? '/docs' : null)
        t.equal(answer.headers.get('vary'), 'Origin, Accept')
        t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
        t.ok(answer.headers.has('x-request-id'))
        if (redirected) {
          const moved = await fetch(below.url, { method, headers, redirect: 'manual' })
          t.equal(moved.headers.get('location'), '/parley/docs')
        } else {
          const refused = await server.client.request(method, '/', { headers })
          if (method === 'GET') t.equal(refused.json<{ code: string }>().code, 'unknown_path')
        }
      }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await server.client.request(method, '/', { headers: { accept: 'text/html' } })
      t.equal(answer.status, 404, method)
    }
  },
)

t.test('the page shows the contract, and says of what it leaves out where that is', async (t) => {
  const { url } = await testServer(t)
  const contract = (await (await fetch(`${url}/docs/json`)).json()) as Document
  const before = structuredClone(contract)
  const view = docsView(contract)
  t.same(contract, before, 'the contract itself stays as it is')
  t.same(Object.keys(view.paths), Object.keys(contract.paths))
  t.ok(view.info.description.includes(contract.info.description))
  t.same(view.tags.map(({ name }) => name).sort(), ['start', ...contract.tags.map(({ name }) => name)].sort())
  for (const [path, item] of Object.entries(contract.paths))
    for (const method of ['get', 'put', 'post', 'delete'] as const) {
      const declared = item[method]
      const shown = view.paths[path]?.[method]
      if (declared === undefined || shown === undefined) {
        t.equal(shown, declared, `${method} ${path}`)
        continue
      }
      const { responses: _responses, description, tags: _tags, ...rest } = declared
      t.match(shown, rest)
      for (const paragraph of description.trim().split('\n\n')) t.ok(shown.description.includes(paragraph))
      for (const [status, { headers = {} }] of Object.entries(declared.responses)) {
        if (shown.responses[status] === undefined) {
          t.match(shown.responses.default?.description, status, `${method} ${path} ${status}`)
          t.match(view.info.description, `- **${status}** `)
        }
        for (const name of Object.keys(headers)) {
          const kept = shown.responses[status]?.headers ?? {}
          t.ok(name in kept || view.info.description.includes(`\`${name}\``), name)
        }
      }
    }
})

t.test(
  'what the forms are filled in with succeeds on a fresh server, in the order of the page',
  async (t) => {
    const server = await testServer(t)
    const text = await (await fetch(`${server.url}/docs/json`)).text()
    const view = docsView(JSON.parse(text))
    let token = ''
    const ids = new Map<string, string>()
    const bodies = new Map<string, string>()
    const setResponse = continueFromResponses().statePlugins.spec.wrapActions.setResponse(() => {}, {
      specSelectors: { specStr: () => text },
      specActions: {
        changeParam: ([path, method], _name, _in, id) => ids.set(`${method} ${path}`, String(id)),
      },
      oas3Actions: {
        setRequestBodyValue: ({ pathMethod: [path, method], value }) =>
          bodies.set(`${method} ${path}`, value),
        setRetainRequestBodyValueFlag: () => {},
      },
      preauthorizeApiKey: (_scheme, value) => {
        token = value
      },
    })
    /** Sends a form as Swagger UI fills it in: only what is required, and what has a default. */
    async function send(operation: (typeof operations)[number]) {
      const { path, body } = operation
      const method = operation.method.toLowerCase()
      const key = `${method} ${path}`
      const form = body?.mediaType === 'multipart/form-data' && { body: textFile('engine.txt') }
      const json = body && { json: JSON.parse(bodies.get(key) ?? JSON.stringify(body.example)) }
      const url = pathOf(operation, ids.get(key) ?? 'missing').replace('{code}', 'run_active')
      const answer = await server.client.request(operation.method, url, {
        ...(token !== '' && { token }),
        ...(form || json),
      })
      t.match(String(answer.status), /^2/, `${key}: ${answer.text.slice(0, 300)}`)
      const isJson = /json/.test(answer.headers.get('content-type') ?? '')
      setResponse(path, method, { status: answer.status, ...(isJson && { obj: answer.json() }) })
    }

    const order = view.tags.map(({ name }) => name)
    const groupOf = ({ path, method }: (typeof operations)[number]) =>
      view.paths[path]?.[method.toLowerCase() as 'get']?.tags[0] ?? ''
    const place = (operation: (typeof operations)[number]) => order.indexOf(groupOf(operation))
    const inOrder = operations.toSorted((one, other) => place(one) - place(other))
    t.same(
      inOrder.slice(0, 2).map(({ path }) => path),
      ['/api/register/', '/api/token/'],
    )
    const last = [
      'DELETE /api/message/{id}',
      'DELETE /api/file/{id}',
      'DELETE /api/chat/{id}',
      'POST /api/token/blacklist/',
      'PUT /api/user/me/password',
      'DELETE /api/user/me',
    ]
    const keyOf = ({ method, path }: (typeof operations)[number]) => `${method} ${path}`
    const endings = last.flatMap((key) => operations.filter((operation) => keyOf(operation) === key))
    t.equal(endings.length, last.length)
    for (const operation of inOrder.filter((operation) => !last.includes(keyOf(operation))))
      await send(operation)
    for (const operation of endings) {
      await send(operation)
      if (operation.method === 'DELETE') continue
      // The session has ended.
      const { new_password } = operation.body?.example ?? {}
      if (typeof new_password === 'string')
        bodies.set('post /api/token/', JSON.stringify({ username: 'ada', password: new_password }))
      for (const logIn of inOrder.slice(1, 2)) await send(logIn)
    }
  },
)

t.test('in Chromium', { skip: noBrowser }, async (t) => {
  const server = await testServer(t)
  const { access, username } = await signUp(server)
  const context = await startBrowser(t)

  for (const path of ['/docs', '/docs/']) {
    await t.test(`${path} shows every operation and both ways to authorize`, async (t) => {
      await visit(t, context, server.url + path, async (page) => {
        await page.waitForSelector('.opblock')
        const shown = await page.locator('.opblock').evaluateAll((blocks) => blocks.map(({ id }) => id))
        const first = ['/api/register/', '/api/token/']
        const declared = Object.entries(routes).map(([id, { tag, url }]) =>
          first.includes(url) ? `operations-start-${id}` : `operations-${tag}-${id}`,
        )
        t.same(shown.sort(), declared.sort())
        await page.click('.auth-wrapper .authorize')
        const schemes = await page.locator('.auth-container h4').allTextContents()
        t.match(schemes, [/^bearerAuth.*http, Bearer/, /^signedLink.*apiKey/])
      })
    })
  }

  await t.test('below a path of a proxy it works too', async (t) => {
    const proxy = await expressProxy(t, { path: '/parley' })
    const inside = await testServer(t, {
      replicaOf: server,
      config: { PUBLIC_URL: `${proxy.origin}/parley` },
    })
    proxy.passTo(inside.url)
    await visit(t, context, `${proxy.origin}/parley/docs/`, async (page) => {
      await page.waitForSelector('.opblock')
    })
    await visit(t, context, `${proxy.origin}/parley/`, async (page) => {
      t.equal(page.url(), `${proxy.origin}/parley/docs`)
      await authorize(page, access)
      const { status, body } = await execute(page, 'get', '/api/user/me')
      t.equal(status, '200')
      t.match(body, `"username": "${username}"`)
    })
  })

  await t.test('a newcomer gets to an answer by pressing Execute alone', async (t) => {
    const fresh = await testServer(t)
    await visit(t, context, fresh.url, async (page) => {
      await page.waitForSelector('.opblock')
      t.equal(page.url(), `${fresh.url}/docs`)
      const group = page.locator('.opblock-tag-section').first()
      t.same(await group.locator('.opblock-summary-description').allTextContents(), [
        'Register a user',
        'Log in',
      ])

      for (const [method, path, status] of [
        ['post', '/api/register/', '201'],
        ['post', '/api/token/', '200'],
        ['post', '/api/chat/', '201'],
        ['get', '/api/chat/', '200'],
        ['post', '/api/llm/', '200'],
        ['post', '/api/run/', '202'],
        ['get', '/api/run/{id}/events', '200'],
        ['post', '/api/message/', '201'],
        ['put', '/api/message/{id}', '200'],
        ['get', '/api/message/', '200'],
        ['post', '/api/token/refresh/', '200'],
        ['get', '/api/usage/', '200'],
        ['delete', '/api/chat/{id}', '204'],
      ] as const) {
        const answer = await execute(page, method, path)
        t.equal(answer.status, status, `${method} ${path}: ${answer.body}`)
        if (path !== '/api/chat/' || method === 'get') continue
        // Once more: the second chat is another one, and the forms of what comes after are about it.
        const { id } = await sent(page, () => box(page, method, path).locator('.execute').click())
        const ask = await sent(page, () => execute(page, 'post', '/api/llm/'))
        t.equal(ask.chat, id)
        await box(page, 'post', '/api/llm/').locator('.opblock-summary-control').click()
      }
    })
  })

  await t.test('an operation fits on two screens, however much there is to say of it', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.waitForSelector('.opblock')
      const login = await box(page, 'post', '/api/token/').boundingBox()
      t.ok(login && login.y + login.height < 800, 'the log-in is on the first screen')
      for (const { method, path } of operations) {
        const operation = box(page, method.toLowerCase(), path)
        await operation.locator('.opblock-summary-control').click()
        await operation.locator('.responses-inner').waitFor()
        const { height = 0 } = (await operation.boundingBox()) ?? {}
        t.ok(height > 300 && height < 1_800, `${method} ${path} is ${height} pixels high`)
        await operation.locator('.opblock-summary-control').click()
      }
    })
  })

  await t.test('a token that Authorize takes is sent with each request', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const { status, body } = await execute(page, 'get', '/api/user/me')
      t.equal(status, '200')
      t.match(body, `"username": "${username}"`)
    })
  })

  await t.test('a file is uploaded from its form, and shown', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const uploaded = await execute(page, 'post', '/api/file/', async (form) => {
        const file = { name: 'dot.png', mimeType: 'image/png', buffer: picture }
        await form.locator('input[type=file]').setInputFiles(file)
      })
      t.equal(uploaded.status, '201')
      t.match(uploaded.body, '"name": "dot.png"')

      const read = await execute(page, 'get', '/api/file/{id}/content')
      t.equal(read.status, '200')
      await read.answer.locator('img').waitFor()
    })
  })
})

/** Visits a page; the test fails where the page logs an error, is refused anything, or asks another host. */
async function visit(t: Test, context: BrowserContext, url: string, work: (page: Page) => Promise<void>) {
  const failures: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('requestfailed', (request) => failures.push(`${request.url()} failed`))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (/^http/.test(protocol) && origin !== new URL(url).origin) failures.push(`asked ${origin}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.url()} ${response.status()}`)
  })
  try {
    await page.goto(url)
    await work(page)
  } finally {
    t.same(failures, [], 'nothing went wrong in the page')
    await page.close()
  }
}

/** What the server answers to the next request that an action makes the page send. */
async function sent(page: Page, action: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const [response] = await Promise.all([page.waitForResponse(/\/api\//), action()])
  return response.json()
}

async function authorize(page: Page, token: string): Promise<void> {
  await page.click('.auth-wrapper .authorize')
  await page.fill('#auth-bearer-value', token)
  const dialog = page.locator('.auth-container', { hasText: 'bearerAuth' })
  await dialog.locator('.authorize').click()
  await dialog.locator('.btn-done').click()
}

/** The box of an operation. */
function box(page: Page, method: string, path: string): Locator {
  const title = page.locator(`.opblock-summary-path[data-path="${path}"]`)
  return page.locator(`.opblock-${method}`, { has: title })
}

/** Opens an operation, fills in what it takes, and sends it; gives what the page shows of the answer. */
async function execute(page: Page, method: string, path: string, fill?: (form: Locator) => Promise<void>) {
  const operation = box(page, method, path)
  await operation.locator('.opblock-summary-control').click()
  await fill?.(operation)
  await operation.locator('.execute').click()
  const answer = operation.locator('.live-responses-table tbody')
  const status = await answer.locator('.response-col_status').textContent()
  return { answer, status: status?.trim(), body: (await answer.textContent()) ?? '' }
}
