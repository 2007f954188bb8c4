/** Uncaught errors in the process. */
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { client } from '../support/client.ts'
import { stream } from '../support/events.ts'
import { until } from '../support/files.ts'
import { startParley } from '../support/processes/process.ts'
import { databaseSettings } from '../support/processes/replica.ts'
import { signUp, temporaryDirectory } from '../support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 4

const faults = {
  'a rejection': "Promise.reject(new Error('a bug'))",
  'a rejection without an error': 'Promise.reject()',
  'an exception': "throw new Error('a bug')",
}

/** Makes a process run a statement on SIGUSR2. */
const at = (statement: string) =>
  `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${statement} })`)}`

t.test('an uncaught error is logged and ends the process gracefully with exit code 1', async (t) => {
  // Each start but the first finds the database of the one before, which saves creating one.
  const DATA_DIRECTORY = await temporaryDirectory(t)
  for (const [what, statement] of Object.entries(faults)) {
    await t.test(what, async (t) => {
      const parley = await startParley(t, { DATA_DIRECTORY, NODE_OPTIONS: at(statement) })
      const ada = await signUp({ client: client(parley.url) })
      const answer = await stream({ url: parley.url, access: ada.access }, { prompt: 'Hello?' })
      parley.child.kill('SIGUSR2')
      t.equal((await answer.all()).at(-1)?.type, 'completed', 'the run in progress is completed')
      t.equal(await parley.exited, 1)
      t.match(parley.output(), /"level":60,.*because of an uncaught error/)
      await t.rejects(access(join(DATA_DIRECTORY, 'postgres/data/postmaster.pid')), { code: 'ENOENT' })
    })
  }
})

t.test('an uncaught error ends the drain delay', async (t) => {
  const parley = await startParley(t, {
    ...(await databaseSettings(t)),
    DRAIN_DELAY: '60',
    NODE_OPTIONS: at(faults['a rejection']),
  })
  const began = performance.now()
  parley.child.kill('SIGTERM')
  await until('the shutdown has begun', () => parley.output().includes('"signal":"SIGTERM"'))
  parley.child.kill('SIGUSR2')
  t.equal(await parley.exited, 1)
  t.ok(performance.now() - began < 30_000)
})
