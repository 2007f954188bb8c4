/** Chromium or Chrome, for behaviour that only a browser has. `make test-proxies` installs it on Debian. */
import { existsSync } from 'node:fs'
import { type BrowserContext, chromium } from 'playwright-core'
import type { Test } from 'tap'
import { temporaryDirectory } from '../server.ts'

/** First executable found in the usual places. */
const browser = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => existsSync(path))

/** Reason to skip tests that need a browser; false if there is one. */
export const noBrowser = browser === undefined && 'there is no Chromium or Chrome on this machine'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser with a new profile. It is closed when the test ends. */
export async function startBrowser(t: Test): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(await temporaryDirectory(t), {
    executablePath: browser ?? '',
    args: quiet,
  })
  t.teardown(() => context.close())
  return context
}
