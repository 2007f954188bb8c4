import { access } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { client } from './support/client.ts'
import { type ParleyProcess, spawnParley, startParley } from './support/processes/process.ts'
import { logIn, temporaryDirectory } from './support/server.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

const ada = { username: 'ada', password: 'correct horse battery' }

async function register(parley: ParleyProcess): Promise<void> {
  await client(parley.url).post('/api/register/', { json: ada })
}

async function stillKnowsAda(parley: ParleyProcess): Promise<boolean> {
  const { client: asAda } = await logIn({ client: client(parley.url) }, ada)
  return (await asAda.get('/api/user/me')).status === 200
}

t.test('Ctrl-C stops the server and its database, and the next start finds data and secret', async (t) => {
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const first = await startParley(t, { DATA_DIRECTORY })
  await register(first)
  const { access: token } = await logIn({ client: client(first.url) }, ada)
  first.child.kill('SIGINT')
  t.equal(await first.exited, 0)
  await t.rejects(access(join(DATA_DIRECTORY, 'postgres/data/postmaster.pid')), { code: 'ENOENT' })

  const second = await startParley(t, { DATA_DIRECTORY })
  t.ok(await stillKnowsAda(second))
  t.equal((await client(second.url, token).get('/api/user/me')).status, 200)
})

t.test('after kill -9 the next start finds the data', async (t) => {
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const first = await startParley(t, { DATA_DIRECTORY })
  await register(first)
  first.child.kill('SIGKILL')
  await first.exited
  const second = await startParley(t, { DATA_DIRECTORY, PORT: new URL(first.url).port })
  t.ok(await stillKnowsAda(second))
})

t.test('all invalid settings are reported at once without their values', async (t) => {
  const parley = spawnParley(t, {
    PORT: 'eighty',
    JWT_SECRET: 'too short',
    DATABASE_URL: 'mysql://ada:hunter2@localhost/',
    LLM_BASE_URL: 'http://127.0.0.1:1',
  })
  t.equal(await parley.exited, 1)
  for (const name of ['PORT', 'JWT_SECRET', 'DATABASE_URL', 'LLM_MODEL']) t.match(parley.output(), name)
  for (const value of ['eighty', 'too short', 'hunter2']) t.notMatch(parley.output(), value)
})

t.test('an external database requires JWT_SECRET', async (t) => {
  const parley = spawnParley(t, { DATABASE_URL: 'postgres://127.0.0.1:1/none' })
  t.equal(await parley.exited, 1)
  t.match(parley.output(), /JWT_SECRET is required/)
})

t.test('an unreachable database ends the start with an error and no stack', async (t) => {
  const DATA_DIRECTORY = await temporaryDirectory(t)
  const parley = spawnParley(t, {
    DATA_DIRECTORY,
    DATABASE_URL: 'postgres://ada:hunter2@localhost:1/none',
    JWT_SECRET: 'a secret that is long enough to be one',
  })
  t.equal(await parley.exited, 1)
  t.match(parley.output(), /ECONNREFUSED/)
  t.notMatch(parley.output(), /hunter2|node_modules/)
})
