/**
 * The login throttle stops guessing without locking out the owner.
 *
 * @long waits for delays of the throttle.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
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

/** Logs in with wrong passwords, one after the other. Returns the statuses. */
async function guess(server: TestServer, from: string, username: string, times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let count = 0; count < times; count++)
    statuses.push((await logInFrom(server, from, username, `wrong ${count}`)).status)
  return statuses
}

/** True if a replica could not reach the shared counts in time, and counted alone for a while. */
function countedAlone(replicas: readonly TestServer[]): boolean {
  return replicas.some(({ log }) => log.some((line) => line.includes('counts alone')))
}

/**
 * Repeats an attack if the database responded too late and replicas counted alone, because each replica then
 * allows the full number of guesses. Rejects after twelve attempts.
 */
async function undisturbed<Result>(
  replicas: readonly TestServer[],
  attack: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < 12; attempt++) {
    for (const { log } of replicas) log.length = 0
    const result = await attack()
    if (!countedAlone(replicas)) return result
  }
  throw new Error('The shared counts could not be reached in time')
}

t.test('guessing is stopped, and the owner can log in from another address', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username, password, client } = await signUp(server)
  t.same(await guess(server, '192.0.2.1', username, 7), [401, 401, 401, 401, 401, 429, 429])
  const refused = await logInFrom(server, '192.0.2.1', username.toUpperCase(), password)
  t.match(
    refused.json<Problem>(),
    { status: 429, code: 'rate_limited' },
    'even with the right password, and a name in capitals',
  )
  t.equal(refused.headers.get('ratelimit-policy'), '"failures";q=5;w=900')
  const wait = Number(refused.headers.get('retry-after'))
  t.ok(wait > 120 && wait <= 180, `the next attempt is possible after a fifth of 15 minutes, ${wait} s`)
  t.equal((await logInFrom(server, '192.0.2.2', username, password)).status, 200)
  t.equal((await client.get('/api/user/me')).status, 200, 'sessions continue')
})

t.test('simultaneous guesses count like consecutive ones', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const statuses = await undisturbed([server], async () => {
    const { username } = await signUp(server)
    const guesses = Array.from({ length: 20 }, (_, which) =>
      logInFrom(server, '192.0.2.1', username, `wrong ${which}`),
    )
    return (await Promise.all(guesses)).map(({ status }) => status)
  })
  t.equal(statuses.filter((status) => status === 401).length, 5)
  t.equal(statuses.filter((status) => status === 429).length, 15)
})

t.test('the responses do not reveal whether an account exists', async (t) => {
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
  t.notMatch(JSON.stringify(rows), username, 'the given username is not stored')
})

t.test('successful logins are not counted', async (t) => {
  const server = await testServer(t, { config: behindProxy })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 12; count++)
    t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 200)
  t.same(await guess(server, '192.0.2.1', username, 4), [401, 401, 401, 401])
  t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 200, 'with the last attempt')
})

t.test('an address that fails with many usernames is refused', async (t) => {
  const server = await testServer(t, { config: { ...behindProxy, LOGIN_FAILURES: 1 } })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 10; count++) t.same(await guess(server, '192.0.2.1', `name-${count}`, 1), [401])
  t.equal((await logInFrom(server, '192.0.2.1', username, password)).status, 429)
  t.equal((await logInFrom(server, '192.0.2.2', username, password)).status, 200)
})

t.test('a username with failures from many addresses is slowed down and not refused', async (t) => {
  const server = await testServer(t, { config: { ...behindProxy, LOGIN_FAILURES: 1 } })
  const { username, password } = await signUp(server)
  for (let count = 0; count < 10; count++) t.same(await guess(server, `192.0.2.${count}`, username, 1), [401])
  const before = performance.now()
  t.equal((await logInFrom(server, '203.0.113.1', username, password)).status, 200)
  t.ok(performance.now() - before >= 4_900, 'the login takes five seconds')
})

t.test('guessing through the password change is stopped too', async (t) => {
  const server = await testServer(t, { config: { LOGIN_FAILURES: 3 } })
  const { client, password } = await signUp(server)
  const change = (current_password: string) =>
    client.put('/api/user/me/password', { json: { current_password, new_password: 'a new password' } })
  for (const expected of [403, 403, 403, 429]) t.equal((await change('wrong')).status, expected)
  t.equal((await change(password)).status, 429)
})

t.test('the throttle can be disabled', async (t) => {
  const server = await testServer(t, { config: { LOGIN_FAILURES: 0 } })
  const { username } = await signUp(server)
  t.same(await guess(server, '192.0.2.1', username, 15), Array(15).fill(401))
})

/** Returns one of an attacker's addresses. */
const botAddress = (which: number) => `198.18.${Math.floor(which / 250)}.${which % 250}`
const home = '203.0.113.7'

/**
 * Account whose owner has logged in from home, on two replicas that allow 20 failures per account in total.
 */
async function attacked(t: Parameters<typeof testServer>[0]) {
  const config = { ...behindProxy, LOGIN_FAILURES: 2 }
  const server = await testServer(t, { config })
  const replicas = [server, await testServer(t, { replicaOf: server, config })] as const
  const account = await signUp(server)
  const { username, password } = account
  if ((await logInFrom(server, home, username, password)).status !== 200) throw new Error('no log-in')
  return { account, replicas, replicaOf: (which: number) => replicas[which % 2] ?? server }
}

/**
 * Four times the number that may be checked or queued at once. More would delay the responses of the shared
 * counts.
 */
const GUESSES = 120

t.test('simultaneous guesses from many addresses do not exceed the limit of the account', async (t) => {
  const { replicas, replicaOf } = await attacked(t)
  const { statuses, seconds } = await undisturbed(replicas, async () => {
    const { username } = await signUp(replicas[0])
    const before = performance.now()
    const attempts = Array.from({ length: GUESSES }, async (_, which) => {
      const answer = await logInFrom(replicaOf(which), botAddress(which), username, `wrong ${which}`)
      if (answer.status === 429) t.ok(Number(answer.headers.get('retry-after')) >= 1)
      return answer.status
    })
    return { statuses: await Promise.all(attempts), seconds: (performance.now() - before) / 1000 }
  })
  const looked = statuses.filter((status) => status === 401).length
  // 20 at once, ten in the queue, then two per second.
  const most = 20 + 10 + 1 + Math.ceil(seconds * 2.2)
  t.ok(looked >= 20 && looked <= most, `${looked} passwords were checked in ${seconds} s`)
  t.equal(statuses.filter((status) => status === 429).length, GUESSES - looked, 'the others were refused')
})

// login-attack.test.ts tries a thousand addresses and other rates with a fake clock.
t.test('under attack from a hundred addresses, the owner can log in, at once from a known one', async (t) => {
  const { account, replicas, replicaOf } = await attacked(t)
  const { username, password } = account
  let isOver = false
  let sent = 0
  let looked = 0
  const bots = Array.from({ length: 20 }, async () => {
    while (!isOver) {
      const which = sent++ % 100
      const answer = await logInFrom(replicaOf(sent), botAddress(which), username, `wrong ${sent}`)
      if (answer.status === 401) looked++
      await sleep(200)
    }
  })
  const started = performance.now()
  while (sent < 200) await sleep(20)

  for (const which of [0, 1]) {
    const before = performance.now()
    t.equal((await logInFrom(replicaOf(which), home, username, password)).status, 200, 'from a known address')
    t.ok(performance.now() - before < 4_500, 'without the delay for unknown addresses')
  }
  const before = performance.now()
  let status = 0
  // Up to five attempts, after waits of 5, 10, 20 and 40 seconds, according to Retry-After.
  while (status !== 200 && performance.now() - before < 100_000) {
    const answer = await logInFrom(replicaOf(1), '203.0.113.99', username, password)
    status = answer.status
    if (status !== 200) await sleep(Number(answer.headers.get('retry-after')) * 1000)
  }
  t.equal(status, 200, `from a new address, after ${Math.round(performance.now() - before)} ms`)
  t.equal((await account.client.get('/api/user/me')).status, 200, 'sessions continue')
  isOver = true
  await Promise.all(bots)
  const seconds = (performance.now() - started) / 1000
  const counts = countedAlone(replicas) ? 1 + replicas.length : 1
  t.ok(
    looked <= counts * (31 + Math.ceil(seconds * 2.2)),
    `${looked} of ${sent} guesses were checked in ${seconds} s`,
  )
  const again = await logInFrom(replicaOf(0), '203.0.113.99', username, password)
  t.equal(again.status, 200, 'the new address is now known')
})

t.test('guessing from a known address is stopped too', async (t) => {
  const { account, replicaOf } = await attacked(t)
  const { username } = account
  t.same(await guess(replicaOf(0), home, username, 3), [401, 401, 429])
})

t.test('known addresses are stored as hashes and deleted with a password change', async (t) => {
  const { account, replicaOf } = await attacked(t)
  const { db } = replicaOf(0)
  const rows = await db.selectFrom('login_addresses').selectAll().execute()
  t.equal(rows.length, 2, 'home, and the address of the registration')
  t.notMatch(JSON.stringify(rows), /203|127/, 'no plain address')
  const { username, password } = account
  const json = { current_password: password, new_password: 'staple correct horse' }
  t.equal((await account.client.put('/api/user/me/password', { json })).status, 204)
  t.same(await db.selectFrom('login_addresses').selectAll().execute(), [])

  for (let which = 0; which < 20; which++) await guess(replicaOf(which), botAddress(which), username, 1)
  const before = performance.now()
  t.equal((await logInFrom(replicaOf(0), home, username, json.new_password)).status, 200)
  t.ok(performance.now() - before >= 4_900, 'home is delayed once')
  const known = performance.now()
  t.equal((await logInFrom(replicaOf(1), home, username, json.new_password)).status, 200)
  t.ok(performance.now() - known < 4_500, 'home is known again')
})

t.test('the last hundred addresses of a user are known', async (t) => {
  const { account, replicaOf } = await attacked(t)
  const { db } = replicaOf(0)
  const known = () => db.selectFrom('login_addresses').select(['address_hash']).execute()
  const [before] = await known()
  const many = Array.from({ length: 300 }, (_, which) => ({
    user_id: account.id,
    address_hash: Buffer.from(`address ${which}`),
    used_at: sql<string>`now() - make_interval(mins => ${which}) - interval '1 hour'`,
  }))
  await db.insertInto('login_addresses').values(many).execute()
  const { username, password } = account
  t.equal((await logInFrom(replicaOf(1), '198.51.100.9', username, password)).status, 200)
  const rows = await known()
  t.equal(rows.length, 100)
  const isKnown = (hash: Buffer | undefined) =>
    rows.some(({ address_hash }) => hash?.equals(address_hash) === true)
  t.ok(isKnown(before?.address_hash) && isKnown(many[0]?.address_hash), 'those of the latest logins')
  t.notOk(isKnown(many[299]?.address_hash))
})
