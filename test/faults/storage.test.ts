/** A storage that is full or not writable. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { testDatabase } from '../support/database.ts'
import { filesIn } from '../support/files.ts'
import { form } from '../support/form.ts'
import { createLedger, sha256 } from '../support/load/ledger.ts'
import { startReplica } from '../support/processes/replica.ts'
import { signUp, temporaryDirectory } from '../support/server.ts'

type Problem = components['schemas']['Problem']
type FileRecord = components['schemas']['FileRecord']

const run = promisify(execFile)
const isRoot = process.getuid?.() === 0
const MB = 1_000_000

async function serverOver(t: Test, directory: string) {
  const { connection } = await testDatabase(t)
  const server = await startReplica(t, connection, { STORAGE_URL: `file:${directory}` })
  const ada = await signUp(server)
  const ledger = createLedger()
  const upload = async (size: number) => {
    const content = Buffer.alloc(size, 'x')
    const answer = await ada.client.post('/api/file/', form({ name: 'file', filename: 'x', content }))
    if (answer.status === 201)
      ledger.note(`/api/file/${answer.json<FileRecord>().id}/content`, sha256(content))
    return answer
  }
  const whole = async () => {
    t.strictSame(await ledger.differences(ada.client), [], 'every acknowledged file is present')
    // The file `owner` identifies the database and is not a stored file.
    const files = (await filesIn(directory)).filter((name) => name !== 'owner')
    t.equal(files.length, ledger.size, 'nothing else is stored')
  }
  return { server, ada, upload, whole }
}

const full = { status: 507, code: 'storage_full' }

const noLimits = !existsSync('/usr/bin/prlimit') && 'needs prlimit of Linux'

t.test('an upload without enough space is a 507 and leaves nothing', { skip: noLimits }, async (t) => {
  const directory = await temporaryDirectory(t)
  const { server, upload, whole } = await serverOver(t, directory)
  t.equal((await upload(3 * MB)).status, 201)
  const limit = (bytes: string) => run('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:`])
  await limit(String(2 * MB))
  for (let round = 0; round < 3; round++) t.match((await upload(3 * MB)).json<Problem>(), full)
  t.equal((await upload(MB)).status, 201, 'a smaller file fits')
  await whole()
  await limit('unlimited')
  t.equal((await upload(3 * MB)).status, 201, 'the server still accepts uploads')
  await whole()
})

async function smallDisk(t: Test): Promise<string | undefined> {
  const directory = await temporaryDirectory(t)
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'parley-test', directory]).then(
    () => true,
    () => false,
  )
  if (mounted) t.teardown(() => run('umount', ['--lazy', directory]))
  return mounted ? directory : undefined
}

t.test(
  'a full disk is a 507, a read-only one a 503, and the server recovers from both',
  { skip: !isRoot && 'only root can mount a disk' },
  async (t) => {
    const directory = await smallDisk(t)
    if (directory === undefined) return
    const { server, ada, upload, whole } = await serverOver(t, directory)
    t.match((await upload(5 * MB)).json<Problem>(), full)
    await whole()
    const several = await Promise.all(Array.from({ length: 8 }, () => upload(MB)))
    const refused = several.filter(({ status }) => status !== 201)
    t.ok(refused.length >= 4)
    for (const answer of refused) t.match(answer.json<Problem>(), full)
    await whole()

    await run('mount', ['-o', 'remount,ro', directory])
    t.match((await upload(1_000)).json<Problem>(), { status: 503, code: 'storage_unavailable' })
    t.equal((await server.client.get('/readyz')).status, 503)
    await whole()
    t.equal((await ada.client.post('/api/chat/', { json: {} })).status, 201, 'other requests succeed')
    await run('mount', ['-o', 'remount,rw', directory])
    t.equal((await upload(1_000)).status, 201)
    await whole()
  },
)

t.test(
  'a directory without write permission is a 503, and the server recovers',
  { skip: isRoot && 'root can write everywhere' },
  async (t) => {
    const directory = await temporaryDirectory(t)
    const { upload, whole } = await serverOver(t, directory)
    await chmod(join(directory, 'incoming'), 0o500)
    t.match((await upload(1_000)).json<Problem>(), { status: 503, code: 'storage_unavailable' })
    await whole()
    await chmod(join(directory, 'incoming'), 0o700)
    t.equal((await upload(1_000)).status, 201)
  },
)
