/**
 * The process when its log is not read, or cannot be written.
 *
 * @long starts many servers.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { request } from 'undici'
import { client } from '../support/client.ts'
import { databaseUrl, testDatabase } from '../support/database.ts'
import { until } from '../support/files.ts'
import { type Outputs, type ParleyProcess, startParley } from '../support/processes/process.ts'
import { databaseSettings } from '../support/processes/replica.ts'
import { freePort, secret, temporaryDirectory } from '../support/server.ts'

/** Longest time for the process to exit, in ms, when only its log is blocked. */
const MAX_WAIT_MS = 5_000

/** Creates a named pipe, unlike Node's 'pipe', which is a socket. Returns the descriptors of both ends. */
async function pipe(t: Test) {
  const path = join(await temporaryDirectory(t), 'pipe')
  execFileSync('mkfifo', [path])
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(path, constants.O_WRONLY)
  let isOpen = true
  const closeReader = () => {
    if (isOpen) closeSync(reader)
    isOpen = false
  }
  t.teardown(() => {
    closeReader()
    closeSync(writer)
  })
  return { writer, reader, closeReader }
}

/** Sends requests that log more than the 64 KiB a pipe holds. Resolves to the slowest time for 50, in ms. */
async function talk({ url }: Pick<ParleyProcess, 'url'>): Promise<number> {
  // The id is in every line.
  const headers = { 'x-request-id': 'x'.repeat(64) }
  const ask = async () => {
    const { statusCode, body } = await request(`${url}/healthz`, { headers })
    if (statusCode !== 200) throw new Error('It does not serve')
    await body.dump()
  }
  let slowest = 0
  for (let round = 0; round < 12; round++) {
    const began = performance.now()
    await Promise.all(Array.from({ length: 50 }, ask))
    slowest = Math.max(slowest, performance.now() - began)
  }
  return slowest
}

/** Sends a signal. Resolves to the exit code and the time taken. */
async function stopped(parley: Pick<ParleyProcess, 'child' | 'exited'>, signal: NodeJS.Signals = 'SIGTERM') {
  const began = performance.now()
  parley.child.kill(signal)
  const how = await Promise.race([parley.exited, sleep(20_000, 'hangs', { ref: false })])
  if (how === 'hangs') parley.child.kill('SIGKILL')
  return { how, took: performance.now() - began }
}

async function endsSoon(t: Test, parley: ParleyProcess): Promise<void> {
  const { how, took } = await stopped(parley)
  t.equal(how, 0)
  t.ok(took < MAX_WAIT_MS, `it took ${took.toFixed()} ms`)
}

async function start(t: Test, outputs: Outputs): Promise<ParleyProcess> {
  return startParley(t, { ...(await databaseSettings(t)), ADDRESS_RATE: '0' }, { outputs })
}

t.test('the process exits when the reader of the log has just ended', async (t) => {
  const { writer, closeReader } = await pipe(t)
  const parley = await start(t, [writer, 'pipe'])
  closeReader()
  await client(parley.url).get('/healthz')
  await endsSoon(t, parley)
})

t.test(
  'the process serves and exits when the reader of the log has ended, and reports dropped lines',
  async (t) => {
    const { writer, closeReader } = await pipe(t)
    const parley = await start(t, [writer, 'pipe'])
    closeReader()
    t.ok((await talk(parley)) < 5_000, 'requests do not wait for it')
    await until('the loss is reported on stderr', () =>
      parley.output().includes('Log lines are being dropped'),
    )
    await endsSoon(t, parley)
  },
)

t.test('the process serves and exits when log and errors are not read', async (t) => {
  const { writer } = await pipe(t)
  const parley = await start(t, [writer, writer])
  t.ok((await talk(parley)) < 5_000, 'requests do not wait for it')
  await endsSoon(t, parley)
})

t.test('the process exits when the reader of log and errors has ended', async (t) => {
  const { writer, closeReader } = await pipe(t)
  const parley = await start(t, [writer, writer])
  closeReader()
  await talk(parley)
  await endsSoon(t, parley)
})

t.test('the process exits when the socket for its log is closed', async (t) => {
  const parley = await start(t, ['pipe', 'pipe'])
  parley.child.stdout?.destroy()
  parley.child.stderr?.destroy()
  await talk(parley)
  // The streams are closed already, so `exit` is awaited.
  const exited = once(parley.child, 'exit').then(([code]) => code)
  await endsSoon(t, { ...parley, exited })
})

const hasFull = existsSync('/dev/full')

t.test(
  'the process serves and exits when the disk for its log is full',
  { skip: !hasFull && 'needs /dev/full' },
  async (t) => {
    const full = await open('/dev/full', 'w')
    t.teardown(() => full.close())
    const parley = await start(t, [full.fd, full.fd])
    t.ok((await talk(parley)) < 5_000, 'requests do not wait for it')
    await endsSoon(t, parley)
  },
)

t.test('a second signal ends the process at once when the reader of the log has ended', async (t) => {
  const { writer, closeReader } = await pipe(t)
  const parley = await start(t, [writer, writer])
  // The lines of the start have been written, so the line of the first signal is the one that waits.
  await sleep(500)
  closeReader()
  parley.child.kill('SIGINT')
  const { took } = await stopped(parley, 'SIGTERM')
  t.ok(took < MAX_WAIT_MS, `it took ${took.toFixed()} ms`)
})

t.test('a second signal ends the process at once when the log is not read', async (t) => {
  const { writer } = await pipe(t)
  const parley = await start(t, [writer, writer])
  await talk(parley)
  parley.child.kill('SIGINT')
  const { took } = await stopped(parley, 'SIGTERM')
  t.ok(took < MAX_WAIT_MS, `it took ${took.toFixed()} ms`)
})

t.test('a failed start exits even if its message cannot be written', async (t) => {
  const { writer, closeReader } = await pipe(t)
  closeReader()
  const settings = { DATABASE_URL: 'postgres://127.0.0.1:1/none', JWT_SECRET: secret }
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const parley = startParley(t, { ...settings, DATA_DIRECTORY }, { outputs: [writer, writer] })
  await t.rejects(parley, /ended \(1\)/)
})

const hasScript = process.platform === 'linux' && existsSync('/usr/bin/script')

t.test(
  'the process serves and exits when its terminal is blocked',
  { skip: !hasScript && 'needs script' },
  async (t) => {
    const { writer } = await pipe(t)
    const { connection } = await testDatabase(t)
    const directory = await temporaryDirectory(t)
    const PORT = String(await freePort())
    // `script` provides a terminal, and blocks once the pipe for its output is full.
    const command = `${process.execPath} src/main.ts & echo $! > ${directory}/pid; wait $!; echo $? > ${directory}/code`
    const script = spawn('/usr/bin/script', ['-qfc', command, '/dev/null'], {
      stdio: ['ignore', writer, writer],
      env: {
        PATH: process.env.PATH,
        PORT,
        DATABASE_URL: databaseUrl(connection),
        JWT_SECRET: secret,
        DATA_DIRECTORY: directory,
        ADDRESS_RATE: '0',
      },
    })
    const url = `http://127.0.0.1:${PORT}`
    await until(
      'the server is available',
      async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true,
    )
    const pid = Number(await readFile(`${directory}/pid`, 'utf8'))
    const hasEnded = () => existsSync(`${directory}/code`)
    t.teardown(() => {
      script.kill('SIGKILL')
      if (!hasEnded()) process.kill(pid, 'SIGKILL')
    })
    t.ok((await talk({ url })) < 5_000, 'requests do not wait for it')
    const began = performance.now()
    process.kill(pid, 'SIGTERM')
    await until('the process has ended', hasEnded)
    t.ok(performance.now() - began < MAX_WAIT_MS)
    await until(
      'its exit code is written',
      async () => (await readFile(`${directory}/code`, 'utf8')) === '0\n',
    )
  },
)
