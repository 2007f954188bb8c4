/** The generated secret, with concurrent processes and after a crash. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { secretFrom } from '../../src/auth/secret-file.ts'
import { temporaryDirectory } from '../support/server.ts'

const module = new URL('../../src/auth/secret-file.ts', import.meta.url).href

/** Returns the secrets that several processes read from one file, repeatedly and at the same time. */
async function secretsOf(processes: number, path: string): Promise<string[]> {
  const program = `
    import { secretFrom } from '${module}'
    process.stdout.write('ready\\n')
    process.stdin.once('data', async () => {
      for (let times = 0; times < 20; times++) console.log(await secretFrom('${path}'))
      process.exit()
    })`
  const children = Array.from({ length: processes }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  await Promise.all(children.map(({ stdout }) => once(stdout, 'readable')))
  const outputs = children.map(({ stdout }) => text(stdout))
  for (const { stdin } of children) stdin.write('go')
  return (await Promise.all(outputs)).flatMap((output) => output.trim().split('\n').slice(1))
}

async function modeOf(path: string): Promise<number> {
  return (await stat(path)).mode & 0o777
}

async function isMadeOnce(t: Test, directory: string): Promise<void> {
  const path = join(directory, 'jwt-secret')
  const secrets = await secretsOf(8, path)
  t.equal(secrets.length, 8 * 20)
  t.equal(new Set(secrets).size, 1, 'one secret for all')
  t.match(secrets[0], /^[\w-]{64}$/)
  t.equal(await readFile(path, 'utf8'), secrets[0], 'the stored secret is the same')
  t.equal(await modeOf(path), 0o600)
  t.same(await readdir(directory), ['jwt-secret'], 'no other file is left')
}

t.test('processes that start at the same time share one secret', async (t) => {
  for (let times = 0; times < 3; times++) await isMadeOnce(t, await temporaryDirectory(t))
})

t.test('an empty file left by a crash is repaired, even by several processes at once', async (t) => {
  for (const left of ['', '\n', '\0'.repeat(64)]) {
    const directory = await temporaryDirectory(t)
    await writeFile(join(directory, 'jwt-secret'), left, { mode: 0o644 })
    await isMadeOnce(t, directory)
  }
})

t.test('an interrupted repair is completed', async (t) => {
  const directory = await temporaryDirectory(t)
  const path = join(directory, 'jwt-secret')
  await writeFile(path, '')
  await writeFile(`${path}.repair`, 'r'.repeat(64), { mode: 0o600 })
  t.same(new Set(await secretsOf(4, path)), new Set(['r'.repeat(64)]))
  t.same(await readdir(directory), ['jwt-secret'])
})

t.test('an existing secret is not changed', async (t) => {
  const path = join(await temporaryDirectory(t), 'jwt-secret')
  for (const own of ['an operator has chosen this one by hand', `${'x'.repeat(64)}\n`]) {
    await writeFile(path, own)
    t.equal(await secretFrom(path), own)
    t.equal(await readFile(path, 'utf8'), own)
  }
})

t.test('an incomplete secret is an error with advice, and is not changed', async (t) => {
  const path = join(await temporaryDirectory(t), 'jwt-secret')
  for (const half of ['x'.repeat(31), `${'x'.repeat(20)}${'\0'.repeat(44)}`, '\0'.repeat(100)]) {
    await writeFile(path, half)
    await t.rejects(secretFrom(path), { message: /does not hold a whole secret.*remove it/ })
    t.equal(await readFile(path, 'utf8'), half)
  }
})

t.test('an unwritable location is an error with advice', async (t) => {
  const directory = await temporaryDirectory(t)
  await mkdir(join(directory, 'jwt-secret'))
  await t.rejects(secretFrom(join(directory, 'jwt-secret')), {
    message: /jwt-secret.*EISDIR.*set JWT_SECRET/,
  })
  await t.rejects(secretFrom(join(directory, 'none/jwt-secret')), { message: /ENOENT.*set JWT_SECRET/ })
  await t.test(
    'without permission',
    { skip: process.getuid?.() === 0 && 'root has every permission' },
    async (t) => {
      await chmod(directory, 0o500)
      await t.rejects(secretFrom(join(directory, 'other')), { message: /EACCES.*set JWT_SECRET/ })
      await chmod(directory, 0o700)
    },
  )
  await t.test(
    'on a read-only file system',
    { skip: process.platform !== 'linux' && 'needs /proc' },
    async (t) => {
      await t.rejects(secretFrom('/proc/jwt-secret'), { message: /cannot be read or made/ })
    },
  )
})
