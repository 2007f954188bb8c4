/**
 * @long uses a browser.
 */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import t from 'tap'
import { parse } from 'yaml'
import { routes } from '../../generated/routes.ts'
import { type Document, docsView } from '../../src/contract/docs-view.ts'
import { png } from '../support/content/png.ts'
import { noBrowser, startBrowser } from '../support/network/browser.ts'
import { execute, visit } from '../support/network/docs-page.ts'
import { expressProxy } from '../support/network/express-proxy.ts'
import { signUp, testServer } from '../support/server.ts'

t.test('the document behind /docs is the contract', async (t) => {
  const { url } = await testServer(t)
  const shown = await (await fetch(`${url}/docs/json`)).json()
  t.same(shown, parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')))
})

t.test('the root redirects browsers to /docs and is a 404 for other clients', async (t) => {
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
})

t.test('the page shows the whole contract, or where its omitted parts are', async (t) => {
  const { url } = await testServer(t)
  const contract = (await (await fetch(`${url}/docs/json`)).json()) as Document
  const before = structuredClone(contract)
  const view = docsView(contract)
  t.same(contract, before, 'the contract is not modified')
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

t.test('Chromium', { skip: noBrowser }, async (t) => {
  const server = await testServer(t)
  const { access, username } = await signUp(server)
  const context = await startBrowser(t)

  for (const path of ['/docs', '/docs/']) {
    await t.test(`${path} shows every operation and both security schemes`, async (t) => {
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

  await t.test('the page works under the path of a proxy', async (t) => {
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

  await t.test('the token entered in Authorize is sent with requests', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const { status, body } = await execute(page, 'get', '/api/user/me')
      t.equal(status, '200')
      t.match(body, `"username": "${username}"`)
    })
  })

  await t.test('a file can be uploaded and displayed', async (t) => {
    await visit(t, context, `${server.url}/docs`, async (page) => {
      await authorize(page, access)
      const uploaded = await execute(page, 'post', '/api/file/', async (form) => {
        const file = { name: 'dot.png', mimeType: 'image/png', buffer: png }
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

async function authorize(page: Page, token: string): Promise<void> {
  await page.click('.auth-wrapper .authorize')
  await page.fill('#auth-bearer-value', token)
  const dialog = page.locator('.auth-container', { hasText: 'bearerAuth' })
  await dialog.locator('.authorize').click()
  await dialog.locator('.btn-done').click()
}
