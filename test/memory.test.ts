import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import t, { type Test } from 'tap'
import type { components } from '../generated/api.ts'
import type { Client } from './support/client.ts'
import { client } from './support/client.ts'
import { databaseUrl, testDatabase } from './support/database.ts'
import { type ParleyProcess, startParley } from './support/processes/process.ts'
import { signUp, temporaryDirectory } from './support/server.ts'

type FileRecord = components['schemas']['FileRecord']

const MiB = 1024 * 1024

/** Starts a server in a separate process, to measure its memory alone. */
async function start(t: Test): Promise<ParleyProcess> {
  return startParley(t, {
    DATABASE_URL: databaseUrl((await testDatabase(t)).connection),
    JWT_SECRET: 'a secret for tests that is long enough',
    DATA_DIRECTORY: await temporaryDirectory(t),
    UPLOAD_LIMIT: String(3 * 1024 * MiB),
  })
}

/** Uploads a generated file of which no two MiB are alike. Resolves to its record and its SHA-256. */
async function upload(to: Client, mebibytes: number): Promise<{ record: FileRecord; sha256: string }> {
  const boundary = 'a-boundary-of-the-tests'
  const hash = createHash('sha256')
  const rest = randomBytes(MiB - 4)
  async function* form() {
    yield `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`
    for (let number = 0; number < mebibytes; number++) {
      const first = Buffer.alloc(4)
      first.writeUInt32BE(number)
      hash.update(first).update(rest)
      yield first
      yield rest
    }
    yield `\r\n--${boundary}--\r\n`
  }
  const answer = await to.post('/api/file/', {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Readable.from(form()),
  })
  return { record: answer.json<FileRecord>(), sha256: hash.digest('hex') }
}

/** Returns the memory of a process from /proc, in bytes: VmRSS is the current size, VmHWM the peak. */
async function memory({ child }: ParleyProcess, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  if (kibibytes === undefined) throw new Error(`The process has no ${field}`)
  return Number(kibibytes) * 1024
}

/**
 * Size of the upload in MiB, eight times what the server may take more. An upload of 2 GiB takes as much
 * memory, 20 to 40 MiB, and four times as long.
 */
const SIZE = 512

t.test(
  `an upload of ${SIZE} MiB uses at most 64 MiB of memory`,
  { skip: !existsSync('/proc/self/clear_refs') && 'needs the /proc of Linux' },
  async (t) => {
    const parley = await start(t)
    const { client: ada } = await signUp({ client: client(parley.url) })
    await upload(ada, 50)
    const before = await memory(parley, 'VmRSS')
    // Resets the peak.
    await writeFile(`/proc/${parley.child.pid}/clear_refs`, '5')

    const began = performance.now()
    const { record, sha256 } = await upload(ada, SIZE)
    const seconds = (performance.now() - began) / 1000
    t.hasStrict(record, { size: SIZE * MiB, sha256 })
    const grown = ((await memory(parley, 'VmHWM')) - before) / MiB
    t.comment(
      `${Math.round(SIZE / seconds)} MiB/s, ${Math.round(before / MiB)} MiB before, ${grown.toFixed(1)} MiB more at most`,
    )
    t.ok(grown <= 64, `memory grew by ${grown.toFixed(1)} MiB`)
  },
)
