/** Page /docs in a browser. */
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Test } from 'tap'

/**
 * Visits a page. The test fails if the page logs an error, if a request fails, or if it contacts another
 * host.
 */
export async function visit(
  t: Test,
  context: BrowserContext,
  url: string,
  work: (page: Page) => Promise<void>,
) {
  const failures: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
  page.on('pageerror', (error) => failures.push(String(error)))
  page.on('requestfailed', (request) => failures.push(`${request.url()} failed`))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (/^http/.test(protocol) && origin !== new URL(url).origin) failures.push(`contacted ${origin}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.url()} ${response.status()}`)
  })
  try {
    await page.goto(url)
    await work(page)
  } finally {
    t.same(failures, [], 'the page has no errors')
    await page.close()
  }
}

export function box(page: Page, method: string, path: string): Locator {
  const title = page.locator(`.opblock-summary-path[data-path="${path}"]`)
  return page.locator(`.opblock-${method}`, { has: title })
}

/**
 * Opens an operation, fills in the form and sends the request. Resolves to the response as the page shows it.
 */
export async function execute(
  page: Page,
  method: string,
  path: string,
  fill?: (form: Locator) => Promise<void>,
) {
  const operation = box(page, method, path)
  await operation.locator('.opblock-summary-control').click()
  await fill?.(operation)
  await operation.locator('.execute').click()
  const answer = operation.locator('.live-responses-table tbody')
  const status = await answer.locator('.response-col_status').textContent()
  return { answer, status: status?.trim(), body: (await answer.textContent()) ?? '' }
}
