import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { settings } from '../src/settings.ts'
import { tools } from './sdks/tools.ts'
import { playedProvider } from './support/providers/played.ts'
import { temporaryDirectory, testServer } from './support/server.ts'

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')
const readme = await read('../README.md')

/** Returns the text between a heading and the next one. */
function section(heading: string): string {
  return readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
}

/** Returns the shell commands of a section. */
function script(heading: string): string {
  const found = /```sh\n([\s\S]+?)```/.exec(section(heading))?.[1]
  if (found === undefined) throw new Error(`the README has no ${heading}`)
  return found
}

/** Runs the shell commands of sections against a server, and returns their output. */
async function run(t: Test, url: string, headings: readonly string[]): Promise<string> {
  const bash = spawn('bash', ['-eu', '-o', 'pipefail', '-c', headings.map(script).join('')], {
    cwd: await temporaryDirectory(t),
    env: { ...process.env, PARLEY: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(bash.stdout),
    text(bash.stderr),
    once(bash, 'close'),
  ])
  t.equal(code, 0, errors)
  return output
}

t.test('the two conversations of the README work as written', async (t) => {
  const { url } = await testServer(t, { paced: true })
  const output = await run(t, url, ['First conversation', 'Second conversation'])
  t.match(output, '"model":"offline-stand-in"')
  t.match(output, 'Who built the first one?')
  t.match(output, '"content_type":"image/png"')
  t.match(output, '"code":"run_active"')
  t.match(output, '"role":"assistant","status":"running"')
  t.match(output, /"status":"completed",.*"prompt":"Count\. 1 2 .*"content":"[^"]+ 399 400"/)
  t.match(output, /"status":"cancelled",.*"finish_reason":"cancelled",.*"content":"[^"]+ 1 2 [^"]+"/)
})

t.test('the third conversation of the README, with a model that calls tools, works as written', async (t) => {
  const model = await playedProvider(t, ({ body, prompt, call, say }) => {
    const { role } = body.messages.at(-1) ?? {}
    if (role === 'tool') say({ texts: ['Yes.'] })
    else if (prompt.includes('Which city')) say({ texts: ['{"city":"York"}'] })
    else if (prompt.includes('Bath')) call({ id: 'call_1', name: 'weather', arguments: '{"city":"Bath"}' })
    else say({ texts: ['I cannot tell.'] })
  })
  const { url } = await testServer(t, { llm: model.llm })
  const output = await run(t, url, ['First conversation', 'Third conversation'])
  t.match(output, '"content":"Yes."')
  t.match(output, '"sibling_index":1,"sibling_count":2')
  t.match(output, '"output":{"city":"York"}')
  const input = output.slice(output.lastIndexOf('{"run":'))
  t.match(input, '"content":"Is it raining in York?"')
  t.notMatch(input, 'Bath', 'the other branch is not sent')
})

t.test('the README has a row for every setting, with its default', async (t) => {
  const rows = section('Settings')
  for (const [name, { default: fallback }] of Object.entries(settings)) {
    t.match(rows, `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} |`, name)
  }
})

t.test('the README of the generated clients has a row for every tested generator', async (t) => {
  const rows = await read('sdks/README.md')
  for (const { directory } of tools) t.match(rows, `(\`${directory}\`) |`, directory)
})

t.test('every guarantee, of providers too, names existing tests', async (t) => {
  const text = section('Guarantees') + (await read('models/README.md')).split('\n## Guarantees\n')[1]
  const rows = text.match(/^\|.*test\.ts.*\|$/gm) ?? []
  t.ok(rows.length > 50)
  for (const [path = ''] of rows.join('\n').matchAll(/test\/[\w/-]+\.test\.ts/g))
    t.ok(existsSync(new URL(`../${path}`, import.meta.url)), path)
})
