/** Passwords cannot be guessed by trying, and their owners are not kept out by those who try. */
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { connected } from '../support/database.ts'
import { signUp, type TestServer, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const behindProxy = { LOGIN_FAILURES: 5, TRUST_PROXY: ['127.0.0.1'] }

async function logInFrom(server: TestServer, from: string, username: string, password: string) {
  const headers = { 'x-forwarded-for': from }
  return server.client.post('/api/token/', { json: { username, password }, headers })
}

/** What log-ins with a wrong password come to, one after the other. */
async function guess(server: TestServer, from: string, username: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let count = 0; count < times; count++)
    statuses.push((await logInFrom(server, from, username, `wrong ${count}`)).status)
  return statuses
}

t.test('guessing ends, and the owner elsewhere gets in', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username, password, client } = await signUp(server)
  t.same(await guess(server, '192.0.2.1', username, 7), [401, 401, 401, 401, 401, 429, 429])
  const refused = await logInFrom(server, '192.0.2.1', username.toUpperCase(), password)
  t.match(refused.json<Problem>(), { status: 429, code: 'rate_limited' }, 'also the right one, in any case')
  t.equal(refused.headers.get('ratelimit-policy'), '"failures";q=5;w=900')
  const wait = Number(refused.headers.get('retry-after'))
  t.ok(wait > 120 && wait <= 180, `the next attempt is a fifth of 15 minutes away, ${wait} s`)
  t.equal((await logInFrom(server, '192.0.2.2', username, password)).status, 200)
  t.equal((await client.get('/api/user/me')).status, 200, 'sessions go on')
})

t.test('many at once are no more than one after the other', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username } = await signUp(server)
  const guesses = Array.from({ length: 20 }, (_, which) =>
    logInFrom(server, '192.0.2.1', username, `wrong ${which}`),
  )
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  t.equal(statuses.filter((status) => status === 401).length, 5)
  t.equal(statuses.filter((status) => status === 429).length, 15)
})

t.test('what is answered does not tell whether there is such an account', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username } = await signUp(server)
  const answers = []
  for (const name of [username, 'nobody']) {
    await guess(server, '192.0.2.1', name, 5)
    const { status, headers, json } = await logInFrom(server, '192.0.2.1', name, 'wrong')
    const { request_id, ...problem } = json<Problem>()
    answers.push({ status, policy: headers.get('ratelimit-policy'), problem })
  }
  t.same(answers[0], answers[1])
  const { rows } = await (await connected(t, server.connection)).query('select key from rate_buckets')
  t.notMatch(JSON.stringify(rows), username, 'nor is what was given as a name kept')
})

t.test('who logs in with the right password is never counted', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 12; count++)
    t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 200)
  t.same(await guess(server, '192.0.2.1', username, 4), [401, 401, 401, 401])
  t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 200, 'at the last attempt')
})

t.test('an address that fails with ever other names is refused', async (t) => {
  const server = await testServer(t, { config: { ...behindProxy, LOGIN_FAILURES: 1 } })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 10; count++) t.same(await guess(server, '192.0.2.1', `name-${count}`, 1), [401])
  t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 429)
  t.equal((await logInFrom(server, '192.0.2.2', username, password)).status, 200)
})

t.test('a name that many addresses fail with is slow, and no more', async (t) => {
  const server = await testServer(t, { config: { ...behindProxy, LOGIN_FAILURES: 1 } })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 10; count++) t.same(await guess(server, `192.0.2.${count}`, username, 1), [401])
  const before = performance.now()
  t.equal((await logInFrom(server, '203.0.113.1', username, password)).status, 200)
  t.ok(performance.now() - before >= 4_900, 'it takes five seconds')
})

t.test('nor is a password found out by changing it', async (t) => {
  const server = await testServer(t, { config: { LOGIN_FAILURES: 3 } })
  const { client, password } = await signUp(server)
  const change = (current_password: string) =>
    client.put('/api/user/me/password', { json: { current_password, new_password: 'a new password' } })
  for (const expected of [403, 403, 403, 429]) t.equal((await change('wrong')).status, expected)
  t.equal((await change(password)).status, 429)
})

t.test('the limit can be off', async (t) => {
  const server = await testServer(t, { config: { LOGIN_FAILURES: 0 } })
  const { username } = await signUp(server)
  t.same(await guess(server, '192.0.2.1', username, 15), Array(15).fill(401))
})
