/** Rate limits per user and address, across replicas. */
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { addressKey } from '../../src/limits/client-address.ts'
import type { Answer, Client } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { gate } from '../support/network/gate.ts'
import { redis, redisMissing } from '../support/network/redis.ts'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { logIn, signUp, type TestServer, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const read = (client: Client, times: number) =>
  Promise.all(Array.from({ length: times }, () => client.get('/api/user/me')))

const allowed = (answers: Answer[]) => answers.filter(({ status }) => status === 200).length

/** Returns the rate limit headers of a response (draft-ietf-httpapi-ratelimit-headers-10). */
function limitsOf({ headers }: Answer) {
  const policy = /^"([a-z-]+)";q=(\d+);w=(\d+)$/.exec(headers.get('ratelimit-policy') ?? '') ?? []
  const state = /^"([a-z-]+)";r=(\d+);t=(\d+)$/.exec(headers.get('ratelimit') ?? '') ?? []
  return {
    names: [policy[1], state[1]],
    quota: Number(policy[2]),
    window: Number(policy[3]),
    left: Number(state[2]),
    reset: Number(state[3]),
    retryAfter: Number(headers.get('retry-after')),
  }
}

/** Starts a server with the given limits, and one without, on the same database. */
async function limited(t: Pick<Test, 'teardown'>, config: Parameters<typeof testServer>[1] & object) {
  const free = await testServer(t)
  return { free, strict: await testServer(t, { replicaOf: free, ...config }) }
}

/** Health checks have no rate limit. */
const countedOperations = operations.filter(({ operationId }) => !/^get(Health|Readiness)$/.test(operationId))

t.test('every operation answers a request over the limit with 429 and Retry-After', async (t) => {
  const one = { USER_RATE: 1, ADDRESS_RATE: 1, SIGN_IN_RATE: 1, ASK_RATE: 1, UPLOAD_RATE: 1 }
  const { free, strict } = await limited(t, { config: one })
  const owner = await settle(await signUp(free))
  const client = strict.client.as(owner.access)
  const stranger = strict.client
  for (const operation of countedOperations) {
    const { operationId, method, needsToken } = operation
    const path = ownPath(operation, owner)
    const body = ownBody(operation, owner)
    const send = () => (needsToken ? client : stranger).request(method, path, body)
    // The last token is used with requests that do not end the account or session.
    if (operationId === 'deleteCurrentUser') await client.get('/api/user/me')
    if (operationId === 'changePassword') await client.put(path, { json: {} })
    const first = await send()
    const answer = first.status === 429 ? first : await send()
    t.match(answer.json<Problem>(), { status: 429, code: 'rate_limited' }, operationId)
    const { names, quota, window, left, reset, retryAfter } = limitsOf(answer)
    t.match([names[0], quota, window, left], [names[1], 1, 60, 0], operationId)
    t.ok(retryAfter >= 1 && retryAfter <= 60 && retryAfter === reset, `${operationId}: ${retryAfter}`)
  }
  t.equal((await owner.client.get('/api/user/me')).status, 200, 'refused requests have no effect')
})

t.test('a user can send a burst, then requests at an even rate', async (t) => {
  const { free, strict } = await limited(t, { config: { USER_RATE: 60 } })
  const account = await signUp(free)
  const client = strict.client.as(account.access)
  const began = performance.now()
  const first = await client.get('/api/user/me')
  t.match(limitsOf(first), { names: ['user', 'user'], quota: 60, window: 60, left: 59, reset: 1 })
  const answers = await read(client, 100)
  const atOnce = 1 + allowed(answers)
  /**
   * Returns the largest number of requests that the bucket may have allowed so far, including refilled
   * tokens.
   */
  const given = () => 60 + Math.floor((performance.now() - began) / 1_000)
  t.ok(atOnce >= 60 && atOnce <= given(), `${atOnce} at once`)
  const refused = answers.filter(({ status }) => status === 429)
  t.ok(refused.length > 0)
  for (const answer of refused) t.match(limitsOf(answer), { left: 0, reset: 1, retryAfter: 1 })
  await sleep(3_300)
  const later = allowed(await read(client, 10))
  t.ok(later >= 3 && atOnce + later <= given(), `${later} after three seconds`)
  const other = await signUp(free)
  t.equal(
    (await strict.client.as(other.access).get('/api/user/me')).status,
    200,
    'other users have their own limit',
  )
})

for (const store of ['PostgreSQL', 'Redis'] as const) {
  t.test(
    `replicas share their counts in ${store}`,
    { skip: store === 'Redis' && redisMissing },
    async (t) => {
      const shared = store === 'Redis' ? { REDIS_URL: (await redis(t)).url } : {}
      const config = { USER_RATE: 100, ASK_RATE: 10, ...shared }
      const { free, strict } = await limited(t, { config })
      const another = await testServer(t, { replicaOf: free, config })
      const account = await signUp(free)
      const clients = [strict, another].map(({ client }) => client.as(account.access))

      const answered = (await Promise.all(clients.map((client) => read(client, 100)))).map(allowed)
      const together = answered.reduce((sum, count) => sum + count, 0)
      // Some tokens are refilled in the meantime.
      t.ok(together >= 100 && together <= 115, `${answered} of 100 in all`)

      const responses = await Promise.all(
        Array.from({ length: 20 }, (_, which) =>
          clients[which % 2]?.post('/api/llm/', { json: { prompt: `Hello ${which}?` } }),
        ),
      )
      const asking = responses.filter((answer) => answer?.status === 200).length
      t.ok(asking >= 10 && asking <= 12, `${asking} of 10 prompts`)
      t.equal(responses.filter((answer) => answer?.status === 429).length, 20 - asking)
    },
  )
}

t.test('an ordinary request makes no query for its rate limit', async (t) => {
  const server = await testServer(t, { config: { USER_RATE: 3_000 } })
  const account = await signUp(server)
  await account.client.get('/api/user/me')
  const buckets = async () =>
    (await server.db.selectFrom('rate_buckets').selectAll().execute()).map((row) => JSON.stringify(row))
  const before = new Set(await buckets())
  t.equal(allowed(await read(account.client, 100)), 100)
  // Buckets that are full again, such as that of the login, are removed meanwhile.
  t.same(
    (await buckets()).filter((row) => !before.has(row)),
    [],
  )
})

t.test('requests without a valid token count for their address', async (t) => {
  const { free, strict } = await limited(t, { config: { ADDRESS_RATE: 20, USER_RATE: 0 } })
  const { access, file_url } = await settle(await signUp(free))
  const link = file_url.replace(free.url, '')
  const strangers = [
    () => strict.client.get('/api/chat/'),
    () => strict.client.get('/api/chat/', { token: 'garbage' }),
    () => strict.client.get('/openapi.json'),
    () => strict.client.get(link),
    () => strict.client.post('/api/token/verify/', { json: { token: access } }),
  ]
  for (const send of strangers) for (let count = 0; count < 4; count++) t.not((await send()).status, 429)
  for (const send of strangers) {
    let answer = await send()
    // A token is refilled every three seconds.
    for (let more = 0; more < 5 && answer.status !== 429; more++) answer = await send()
    t.equal(answer.status, 429)
    t.same(limitsOf(answer).names, ['address', 'address'])
  }
  const user = await strict.client.as(access).get('/api/user/me')
  t.equal(user.status, 200, 'users at this address have their own limit')
  t.equal(user.headers.get('ratelimit'), null, 'a disabled limit has no headers')
})

t.test('refreshes count for their session, and invalid refresh tokens for their address', async (t) => {
  const config = { SIGN_IN_RATE: 3, ADDRESS_RATE: 4 }
  const { free, strict } = await limited(t, { config })
  const another = await testServer(t, { replicaOf: free, config })
  const account = await signUp(free)
  const refresh = ({ client }: TestServer, options: object) => client.post('/api/token/refresh/', options)
  const { access } = account
  const rest = await Promise.all(Array.from({ length: 8 }, () => logIn(free, account)))
  for (const { refresh: token } of rest)
    t.equal((await refresh(strict, { json: { refresh: token } })).status, 200, 'several sessions')
  const json = { refresh: account.refresh }
  for (const server of [strict, another, strict])
    t.equal((await refresh(server, { json })).status, 200, 'one session')
  for (const server of [strict, another]) {
    const answer = await refresh(server, { json })
    t.match(limitsOf(answer), { names: ['sign-in', 'sign-in'], quota: 3, left: 0 })
    t.equal(answer.status, 429, 'the same session again')
  }

  const garbage = ['garbage', '', `${account.refresh}x`, access, access].map((token) => ({
    json: { refresh: token },
  }))
  const statuses: number[] = []
  for (const options of garbage) statuses.push((await refresh(strict, options)).status)
  t.same(statuses, [401, 400, 401, 401, 429], 'invalid refresh tokens')

  const unreadable: [object, number][] = [
    [{ json: {} }, 400],
    [{ headers: { 'content-type': 'application/json' }, body: '{' }, 400],
    [{ body: 'x', headers: { 'content-type': 'text/plain' } }, 415],
    [{ json: {} }, 429],
    [{}, 429],
    [{ body: 'x', headers: { 'content-type': 'text/plain' } }, 429],
  ]
  for (const [options, expected] of unreadable) {
    const answer = await refresh(strict, options)
    t.equal(answer.status, expected, JSON.stringify(options))
    t.same(limitsOf(answer).names, ['address', 'address'])
  }
  const [other] = rest
  const last = await refresh(strict, { json: { refresh: other?.refresh } })
  t.equal(last.status, 200, 'other users at the address are not limited')
})

t.test('X-Forwarded-For is used from listed proxies only', async (t) => {
  const config = { ADDRESS_RATE: 2 }
  const status = async ({ client }: TestServer, forwarded: string) =>
    (await client.get('/openapi.json', { headers: { 'x-forwarded-for': forwarded } })).status
  const open = await testServer(t, { config })
  for (const [index, expected] of [200, 200, 429].entries())
    t.equal(await status(open, `192.0.2.${index}`), expected, 'no proxy is listed')
  const elsewhere = await testServer(t, { config: { ...config, TRUST_PROXY: ['192.0.2.1', '10.0.0.0/8'] } })
  for (const [index, expected] of [200, 200, 429].entries())
    t.equal(await status(elsewhere, `192.0.2.${index}`), expected, 'another proxy is listed')

  const behind = await testServer(t, { config: { ...config, TRUST_PROXY: ['127.0.0.1', '10.0.0.0/8'] } })
  for (const [forwarded, expected] of [
    ['192.0.2.1', 200],
    ['192.0.2.1:4711', 200],
    ['203.0.113.9, 192.0.2.1, 10.1.2.3', 429],
    ['192.0.2.2', 200],
    ['2001:db8::1', 200],
    ['[2001:db8:0:0:ffff::2]:4711', 200],
    ['2001:db8::3', 429],
    ['2001:db8:0:1::1', 200],
    ['nonsense', 200],
    ['more nonsense', 200],
    ['and more', 429],
  ] as const)
    t.equal(await status(behind, forwarded), expected, forwarded)
})

t.test('the key of an address excludes the part its owner can choose', async (t) => {
  for (const [address, key] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['[2001:db8::1]', '2001:db8::/64'],
    ['', 'unknown'],
    ['x'.repeat(10_000), 'unknown'],
  ] as const)
    t.equal(addressKey(address), key, address.slice(0, 30))
})

t.test('without the shared counts each replica counts for itself', async (t) => {
  t.test('PostgreSQL', async (t) => {
    const database = await gate(t, (await testDatabase(t)).connection)
    await database.open()
    const config = { ADDRESS_RATE: 20 }
    const server = await testServer(t, { connection: database.connection, config })
    await database.shut()
    const statuses: number[] = []
    for (let count = 0; count < 25; count++) statuses.push((await server.client.get('/openapi.json')).status)
    t.same(statuses, [...Array(20).fill(200), ...Array(5).fill(429)])
    t.match(server.log.join(), 'Shared counts of requests are unavailable')
    await database.open()
  })

  t.test('Redis', { skip: redisMissing }, async (t) => {
    const counts = await redis(t)
    const config = { USER_RATE: 20, LOGIN_FAILURES: 3, REDIS_URL: counts.url }
    const server = await testServer(t, { config })
    const account = await signUp(server)
    await counts.kill()
    t.equal(allowed(await read(account.client, 30)), 20, 'ordinary requests are served')
    const wrong = { username: account.username, password: 'wrong' }
    const failures: number[] = []
    for (let count = 0; count < 5; count++)
      failures.push((await server.client.post('/api/token/', { json: wrong })).status)
    t.same(failures, [401, 401, 401, 429, 429], 'guessing is stopped')
    await counts.start()
    await sleep(2_500)
    const other = await signUp(server)
    t.equal(allowed(await read(other.client, 20)), 20)
    t.equal((await logIn(server, other)).access.length > 0, true)
  })

  t.test('a server starts without its Redis', { skip: redisMissing }, async (t) => {
    const counts = await redis(t)
    await counts.kill()
    const server = await testServer(t, { config: { REDIS_URL: counts.url } })
    t.equal((await (await signUp(server)).client.get('/api/user/me')).status, 200)
  })
})
