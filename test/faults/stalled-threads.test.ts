/** A file system that hangs blocks threads that are also needed to hash passwords and resolve names. */
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { testDatabase } from '../support/database.ts'
import { filesIn } from '../support/files.ts'
import { form } from '../support/form.ts'
import { startReplica } from '../support/processes/replica.ts'
import { logIn, signUp, temporaryDirectory } from '../support/server.ts'

t.test('users can log in while downloads hang', async (t) => {
  const files = await temporaryDirectory(t)
  const server = await startReplica(t, (await testDatabase(t)).connection, { STORAGE_URL: `file:${files}` })
  const ada = await signUp(server)
  const before = await filesIn(files)
  const sent = form({ name: 'file', filename: 'x', content: Buffer.from('steam') })
  const { url } = (await ada.client.post('/api/file/', sent)).json<{ url: string }>()
  const [name] = (await filesIn(files)).filter((file) => !before.includes(file))
  const path = join(files, name ?? '')
  await rm(path)
  // Opening the pipe waits for a writer.
  execFileSync('mkfifo', [path])
  const downloads = Array.from({ length: 8 }, async () => (await fetch(url)).status)
  try {
    await sleep(500)
    const loggedIn = logIn(server, ada).then(() => 'logged in')
    t.equal(await Promise.race([loggedIn, sleep(20_000, 'it hangs', { ref: false })]), 'logged in')
    t.strictSame(new Set(await Promise.all(downloads)), new Set([503]))
    t.equal((await server.client.get('/readyz')).status, 503)
    t.equal(
      await Promise.race([logIn(server, ada).then(() => true), sleep(20_000, false, { ref: false })]),
      true,
    )
  } finally {
    closeSync(openSync(path, constants.O_RDWR | constants.O_NONBLOCK))
    await server.kill()
  }
})
