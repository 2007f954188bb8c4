/** The secret that Parley makes for itself, when many make it at once, and after what a crash leaves. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { secretFrom } from '../../src/auth/secret-file.ts'
import { temporaryDirectory } from '../support/server.ts'

const module = new URL('../../src/auth/secret-file.ts', import.meta.url).href

/** The secrets that so many processes get from one file, all at the same moment and again and again. */
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
  t.equal(new Set(secrets).size, 1, 'all have one secret')
  t.match(secrets[0], /^[\w-]{64}$/)
  t.equal(await readFile(path, 'utf8'), secrets[0], 'which the next start finds')
  t.equal(await modeOf(path), 0o600)
  t.same(await readdir(directory), ['jwt-secret'], 'nothing else is left')
}

t.test('of processes that start at once all have one secret', async (t) => {
  for (let times = 0; times < 3; times++) await isMadeOnce(t, await temporaryDirectory(t))
})

t.test('an empty file that a crash has left is repaired, by many at once too', async (t) => {
  for (const left of ['', '\n', '\0'.repeat(64)]) {
    const directory = await temporaryDirectory(t)
    await writeFile(join(directory, 'jwt-secret'), left, { mode: 0o644 })
    await isMadeOnce(t, directory)
  }
})

t.test('a repair that a crash has cut short is taken up', async (t) => {
  const directory = await temporaryDirectory(t)
  const path = join(directory, 'jwt-secret')
  await writeFile(path, '')
  await writeFile(`${path}.repair`, 'r'.repeat(64), { mode: 0o600 })
  t.same(new Set(await secretsOf(4, path)), new Set(['r'.repeat(64)]))
  t.same(await readdir(directory), ['jwt-secret'])
})

t.test('a secret that is there stays as it is', async (t) => {
  const path = join(await temporaryDirectory(t), 'jwt-secret')
  for (const own of ['an operator has chosen this one by hand', `${'x'.repeat(64)}\n`]) {
    await writeFile(path, own)
    t.equal(await secretFrom(path), own)
    t.equal(await readFile(path, 'utf8'), own)
  }
})

t.test('half a secret is explained, and stays', async (t) => {
  const path = join(await temporaryDirectory(t), 'jwt-secret')
  for (const half of ['x'.repeat(31), `${'x'.repeat(20)}${'\0'.repeat(44)}`, '\0'.repeat(100)]) {
    await writeFile(path, half)
    await t.rejects(secretFrom(path), { message: /does not hold a whole secret.*remove it/ })
    t.equal(await readFile(path, 'utf8'), half)
  }
})

t.test('a place that cannot be written to is explained', async (t) => {
  const directory = await temporaryDirectory(t)
  await mkdir(join(directory, 'jwt-secret'))
  await t.rejects(secretFrom(join(directory, 'jwt-secret')), {
    message: /jwt-secret.*EISDIR.*set JWT_SECRET/,
  })
  await t.rejects(secretFrom(join(directory, 'none/jwt-secret')), { message: /ENOENT.*set JWT_SECRET/ })
  await t.test('for want of a right', { skip: process.getuid?.() === 0 && 'root may' }, async (t) => {
    await chmod(directory, 0o500)
    await t.rejects(secretFrom(join(directory, 'other')), { message: /EACCES.*set JWT_SECRET/ })
    await chmod(directory, 0o700)
  })
  await t.test(
    'since it is read-only',
    { skip: process.platform !== 'linux' && 'needs /proc' },
    async (t) => {
      await t.rejects(secretFrom('/proc/jwt-secret'), { message: /cannot be read or made/ })
    },
  )
})
