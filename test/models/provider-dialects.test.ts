/** Responses from public reports, replayed. The README lists them. */
import { readFile } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { protocols } from '../../src/models/protocols/protocols.ts'
import { type Outcome, outcomeOf } from '../support/providers/outcome.ts'
import { type Report, reports } from '../support/providers/reports.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

const readme = await readFile(new URL('README.md', import.meta.url), 'utf8')

/** Returns the outcome of a report's response, split into chunks of `size` bytes. */
async function play(t: Test, { protocol = 'openai', body }: Report, size: number): Promise<Outcome> {
  const bytes = Buffer.from(body)
  const { baseUrl } = await scriptedProvider(t, async (_, response) => {
    for (let start = 0; start < bytes.length; start += size) {
      response.write(bytes.subarray(start, start + size))
      await new Promise(setImmediate)
    }
    response.end()
  })
  const provider = protocols[protocol]({ baseUrl, model: 'm-1', timeout: 30_000 })
  t.teardown(() => provider.close())
  const request = { messages: [{ role: 'user' as const, content: 'Hello' }] }
  return outcomeOf(provider.stream(request, new AbortController().signal))
}

for (const report of reports) {
  t.test(`${report.provider}: ${report.what}`, async (t) => {
    for (const size of [7, report.body.length * 3]) {
      t.match(await play(t, report, size), { failure: undefined, ...report.outcome }, `${size} bytes at once`)
    }
  })
}

t.test('the README lists every report with its provider', async (t) => {
  for (const { provider, what, source } of reports) {
    const [, repository, number] = /^([^#]+)#(\d+)$/.exec(source) ?? []
    // GitHub redirects to the pull request if it is one.
    const address = repository === undefined ? source : `https://github.com/${repository}/issues/${number}`
    const name = repository === undefined ? new URL(source).hostname : source
    t.ok(readme.includes(`| ${provider} | ${what} | [${name}](${address}) |\n`), `${provider}: ${what}`)
  }
})
