import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { settings } from '../src/config.ts'
import { temporaryDirectory, testServer } from './support/server.ts'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')

/** The text between a heading and the next one. */
function section(heading: string): string {
  return readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
}

t.test('the first conversation works as it is written', async (t) => {
  const script = /```sh\n([\s\S]+?)```/.exec(section('A first conversation'))?.[1]
  if (script === undefined) throw new Error('the README has no first conversation')
  const server = await testServer(t)
  const bash = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: await temporaryDirectory(t),
    env: { ...process.env, PARLEY: server.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(bash.stdout),
    text(bash.stderr),
    once(bash, 'close'),
  ])
  t.equal(code, 0, errors)
  t.match(output, '"model":"offline-stand-in"')
  t.match(output, 'Who built the first one?')
  t.match(output, '"content_type":"image/png"')
})

t.test('every setting has a line in the README, with its default', async (t) => {
  const rows = section('Settings')
  for (const [name, { default: fallback }] of Object.entries(settings)) {
    t.match(rows, `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} |`, name)
  }
})
