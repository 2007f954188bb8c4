import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { routes } from '../generated/routes.ts'
import { noBrowser, startBrowser } from './support/browser.ts'
import { expressProxy } from './support/express-proxy.ts'
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

t.test('in Chromium', { skip: noBrowser }, async (t) => {
  const server = await testServer(t)
  const { access, username } = await signUp(server)
  const context = await startBrowser(t)

  for (const path of ['/docs', '/docs/']) {
    await t.test(`${path} shows every operation and both ways to authorize`, async (t) => {
      await visit(t, context, server.url + path, async (page) => {
        await page.waitForSelector('.opblock')
        const shown = await page.locator('.opblock').evaluateAll((blocks) => blocks.map(({ id }) => id))
        const declared = Object.entries(routes).map(([id, { tag }]) => `operations-${tag}-${id}`)
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
    await visit(t, context, `${proxy.origin}/parley/docs`, async (page) => {
      await authorize(page, access)
      const { status, body } = await execute(page, 'user', 'getCurrentUser')
      t.equal(status, '200')
      t.match(body, `"username": "${username}"`)
    })
  })

  await t.test('a token that Authorize takes is sent with each request', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const { status, body } = await execute(page, 'user', 'getCurrentUser')
      t.equal(status, '200')
      t.match(body, `"username": "${username}"`)
    })
  })

  await t.test('a file is uploaded from its form, and shown', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const uploaded = await execute(page, 'file', 'uploadFile', async (form) => {
        const file = { name: 'dot.png', mimeType: 'image/png', buffer: picture }
        await form.locator('input[type=file]').setInputFiles(file)
      })
      t.equal(uploaded.status, '201')
      t.match(uploaded.body, '"name": "dot.png"')

      const id = /"id": (\d+)/.exec(uploaded.body)?.[1] ?? ''
      const read = await execute(page, 'file', 'downloadFile', (form) =>
        form.locator('tr[data-param-name=id] input').fill(id),
      )
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

async function authorize(page: Page, token: string): Promise<void> {
  await page.click('.auth-wrapper .authorize')
  await page.fill('#auth-bearer-value', token)
  const dialog = page.locator('.auth-container', { hasText: 'bearerAuth' })
  await dialog.locator('.authorize').click()
  await dialog.locator('.btn-done').click()
}

/** Opens an operation, fills in what it takes, and sends it; gives what the page shows of the answer. */
async function execute(
  page: Page,
  tag: string,
  operationId: string,
  fill?: (form: ReturnType<Page['locator']>) => Promise<void>,
) {
  const operation = page.locator(`#operations-${tag}-${operationId}`)
  await operation.locator('.opblock-summary-control').click()
  await fill?.(operation)
  await operation.locator('.execute').click()
  const answer = operation.locator('.live-responses-table tbody')
  const status = await answer.locator('.response-col_status').textContent()
  return { answer, status: status?.trim(), body: (await answer.textContent()) ?? '' }
}
