/**
 * The page at /docs on a new server without data.
 *
 * @long uses a browser.
 */
import type { Page } from 'playwright-core'
import t from 'tap'
import { continueFromResponses } from '../../src/contract/docs-forms.ts'
import { docsView } from '../../src/contract/docs-view.ts'
import { noBrowser, startBrowser } from '../support/network/browser.ts'
import { box, execute, visit } from '../support/network/docs-page.ts'
import { operations, pathOf, textFile } from '../support/operations.ts'
import { testServer } from '../support/server.ts'

t.test('the prefilled forms succeed on a new server, in the order of the page', async (t) => {
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
      setRequestBodyValue: ({ pathMethod: [path, method], value }) => bodies.set(`${method} ${path}`, value),
      setRetainRequestBodyValueFlag: () => {},
    },
    preauthorizeApiKey: (_scheme, value) => {
      token = value
    },
  })
  /** Sends a form as Swagger UI prefills it, with required members and defaults. */
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
    'DELETE /api/run/{id}',
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
})

t.test('Chromium', { skip: noBrowser }, async (t) => {
  const server = await testServer(t)
  const context = await startBrowser(t)

  await t.test('a newcomer reaches an answer by pressing Execute only', async (t) => {
    await visit(t, context, server.url, async (page) => {
      await page.waitForSelector('.opblock')
      t.equal(page.url(), `${server.url}/docs`)
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
        ['get', '/api/run/{id}/events', '200'],
        ['post', '/api/message/', '201'],
        ['put', '/api/message/{id}', '200'],
        ['get', '/api/message/', '200'],
        ['post', '/api/token/refresh/', '200'],
        ['delete', '/api/chat/{id}', '204'],
      ] as const) {
        const answer = await execute(page, method, path)
        t.equal(answer.status, status, `${method} ${path}: ${answer.body}`)
        if (path !== '/api/chat/' || method === 'get') continue
        // A second chat, to which the later forms must refer.
        const { id } = await sent(page, () => box(page, method, path).locator('.execute').click())
        const ask = await sent(page, () => execute(page, 'post', '/api/llm/'))
        t.equal(ask.chat, id)
        await box(page, 'post', '/api/llm/').locator('.opblock-summary-control').click()
      }
    })
  })

  await t.test('an operation fits on about two screens', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.waitForSelector('.opblock')
      const login = await box(page, 'post', '/api/token/').boundingBox()
      t.ok(login && login.y + login.height < 800, 'the login is on the first screen')
      for (const [method, path] of [
        ['post', '/api/chat/'],
        ['post', '/api/llm/'],
        ['post', '/api/file/'],
        ['put', '/api/message/{id}'],
        ['get', '/api/file/{id}/content'],
      ] as const) {
        const operation = box(page, method, path)
        await operation.locator('.opblock-summary-control').click()
        await operation.locator('.responses-inner').waitFor()
        const { height = 0 } = (await operation.boundingBox()) ?? {}
        t.ok(height > 300 && height < 1_700, `${method} ${path} is ${height} pixels high`)
        await operation.locator('.opblock-summary-control').click()
      }
    })
  })
})

/** Resolves to the response to the next request that an action causes. */
async function sent(page: Page, action: () => Promise<unknown>): Promise<Record<string, unknown>> {
  const [response] = await Promise.all([page.waitForResponse(/\/api\//), action()])
  return response.json()
}
