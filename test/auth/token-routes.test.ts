import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { createPasswords } from '../../src/auth/passwords.ts'
import type { Answer } from '../support/client.ts'
import { textFile } from '../support/operations.ts'
import { logIn, signUp, type TestServer, testServer } from '../support/server.ts'
import { areRefused, claimsOf, refusedWithinASecond } from '../support/sessions.ts'

type TokenPair = components['schemas']['TokenPair']
type Problem = components['schemas']['Problem']

const server = await testServer(t)
const { client } = server

const refresh = (token: string, { client } = server) =>
  client.post('/api/token/refresh/', { json: { refresh: token } })
const verify = (token: string) => client.post('/api/token/verify/', { json: { token } })
const blacklist = (token: string) => client.post('/api/token/blacklist/', { json: { refresh: token } })
const login = ({ client }: TestServer, username: string, password: string) =>
  client.post('/api/token/', { json: { username, password } })

const sessionOf = (token: string): string => claimsOf(token).sid

/** Returns a refusal without the parts that differ between requests. */
function refusal(answer: Answer) {
  const { request_id, ...problem } = answer.json<Problem>()
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), problem }
}

t.test(
  'a login returns an access token for 5 minutes and a refresh token for 14 days, of one session',
  async (t) => {
    const account = await signUp(server)
    const [access, refresh] = [claimsOf(account.access), claimsOf(account.refresh)]
    const common = { user_id: account.id, sid: access.sid, iat: Number, jti: String }
    t.match(access, { token_type: 'access', ...common })
    t.match(refresh, { token_type: 'refresh', ...common })
    t.same([access.exp - access.iat, refresh.exp - refresh.iat], [300, 14 * 24 * 3600])
    t.not(access.jti, refresh.jti)
  },
)

t.test('a wrong password and an unknown username have the same response', async (t) => {
  const { username, password } = await signUp(server)
  const wrong = await login(server, username, `${password}x`)
  const unknown = await login(server, 'nobody-of-this-name', password)
  t.match(refusal(wrong), { status: 401, problem: { code: 'no_active_account' } })
  t.same(refusal(unknown), refusal(wrong))
  for (const strange of ['a b', '🚂', 'ﷺ'.repeat(150)]) {
    t.same(refusal(await login(server, strange, password)), refusal(wrong), strange.slice(0, 4))
  }
})

t.test(
  'too many simultaneous logins are shed, known usernames or not, and other requests are served',
  async (t) => {
    const server = await testServer(t, { passwords: await createPasswords() })
    const { username, client } = await signUp(server)
    let waiting = 0
    const attempt = async (name: string) => {
      waiting++
      const answer = await login(server, name, 'not the password')
      waiting--
      return { name, answer }
    }
    // The hash for unknown names makes them wait and be shed like the known ones.
    const attempts = Promise.all(
      Array.from({ length: 240 }, (_, i) => attempt(i % 2 === 0 ? username : 'nobody-of-this-name')),
    )
    const listed = await client.get('/api/chat/')
    const uploaded = await client.post('/api/file/', { body: textFile('meanwhile.txt') })
    t.same([listed.status, uploaded.status], [200, 201])
    t.ok(waiting > 0, 'logins were waiting at the time')

    const shed = new Set<string>()
    for (const { name, answer } of await attempts) {
      if (answer.status === 401) continue
      t.match(refusal(answer), { status: 503, problem: { code: 'overloaded' } })
      t.ok(Number(answer.headers.get('retry-after')) > 0)
      shed.add(name)
    }
    t.same([...shed].sort(), ['nobody-of-this-name', username].sort())
    t.equal((await login(server, username, 'not the password')).status, 401, 'logins are accepted again')
  },
)

t.test('a refresh token is traded for a new pair, repeatedly', async (t) => {
  const account = await signUp(server)
  let pair: Pick<TokenPair, 'access' | 'refresh'> = account
  for (let trade = 0; trade < 3; trade++) {
    const answer = await refresh(pair.refresh)
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('cache-control'), 'no-store')
    const next = answer.json<TokenPair>()
    t.not(next.refresh, pair.refresh)
    t.same(
      [sessionOf(next.refresh), sessionOf(next.access)],
      [sessionOf(pair.access), sessionOf(pair.access)],
    )
    t.equal((await client.get('/api/user/me', { token: next.access })).json<{ id: number }>().id, account.id)
    pair = next
  }
})

t.test('a refresh token traded twice yields the same successor', async (t) => {
  const account = await signUp(server)
  const first = (await refresh(account.refresh)).json<TokenPair>()
  const again = (await refresh(account.refresh)).json<TokenPair>()
  t.equal(again.refresh, first.refresh)
  t.equal((await refresh(first.refresh)).status, 200, 'the successor is valid')
})

t.test('a refresh token traded many times at once on two replicas has one successor', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  const account = await signUp(server)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => refresh(account.refresh, i % 2 === 0 ? server : replica)),
  )
  t.ok(answers.every(({ status }) => status === 200))
  t.equal(new Set(answers.map((answer) => answer.json<TokenPair>().refresh)).size, 1)
})

t.test('logging out ends a session at once, and within a second on other replicas', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  const account = await signUp(server)
  const other = await logIn(server, account)
  t.equal((await replica.client.get('/api/chat/', { token: account.access })).status, 200)

  const out = await blacklist(account.refresh)
  t.equal((await client.get('/api/chat/', { token: account.access })).status, 401, 'here')
  t.ok(await refusedWithinASecond(replica, account.access), 'on the other replica')
  t.same([out.status, out.json()], [200, {}])
  t.ok(await areRefused(server, account), 'the refresh token here')
  t.ok(await areRefused(replica, account), 'the refresh token on the other replica')
  t.equal(
    (await client.get('/api/chat/', { token: other.access })).status,
    200,
    'the other session continues',
  )
})

t.test('any refresh token of a session logs it out, and an access token does not', async (t) => {
  const account = await signUp(server)
  const next = (await refresh(account.refresh)).json<TokenPair>()
  t.equal((await blacklist(account.access)).status, 401)
  t.equal((await client.get('/api/chat/', { token: account.access })).status, 200)
  t.equal((await blacklist(account.refresh)).status, 200)
  t.match(refusal(await blacklist(account.refresh)), { status: 401, problem: { code: 'token_not_valid' } })
  t.ok(await areRefused(server, next))
})

t.test('a replica that starts later refuses revoked tokens', async (t) => {
  const account = await signUp(server)
  await blacklist(account.refresh)
  const replica = await testServer(t, { replicaOf: server })
  for (let request = 0; request < 5; request++) {
    t.equal((await replica.client.get('/api/chat/', { token: account.access })).status, 401)
    await setTimeout(100)
  }
})

t.test('verifying accepts valid tokens and refuses traded, revoked and malformed ones', async (t) => {
  const account = await signUp(server)
  t.equal((await verify(account.access)).status, 200)
  t.equal((await verify(account.refresh)).status, 200)
  const next = (await refresh(account.refresh)).json<TokenPair>()
  t.equal((await verify(account.refresh)).status, 401, 'traded')
  t.equal((await verify(next.refresh)).status, 200)

  await blacklist(next.refresh)
  const bad = [account.access, next.access, next.refresh, `${account.access}x`, 'garbage', 'a.b.c']
  for (const token of bad) {
    t.match(refusal(await verify(token)), {
      status: 401,
      challenge: 'Bearer realm="api"',
      problem: { code: 'token_not_valid' },
    })
  }
})

t.test('without a body the bearer token is verified', async (t) => {
  const account = await signUp(server)
  const ofBearer = (token?: string) => client.post('/api/token/verify/', token === undefined ? {} : { token })
  t.equal((await ofBearer(account.access)).status, 200)
  t.equal((await ofBearer(account.refresh)).status, 200)
  t.equal((await ofBearer()).status, 401)
  t.equal((await ofBearer('garbage')).status, 401)
  const both = { token: 'garbage', json: { token: account.access } }
  t.equal((await client.post('/api/token/verify/', both)).status, 200, 'the body takes precedence')
  await blacklist(account.refresh)
  t.equal((await ofBearer(account.access)).status, 401)
})

t.test('access and refresh tokens are not interchangeable', async (t) => {
  const account = await signUp(server)
  t.equal((await client.get('/api/user/me', { token: account.refresh })).status, 401)
  t.match(refusal(await refresh(account.access)), { status: 401, problem: { code: 'token_not_valid' } })
  t.equal((await refresh(account.refresh)).status, 200, 'the session continues')
})

t.test('an expired session is refused', async (t) => {
  const account = await signUp(server)
  await server.db
    .updateTable('sessions')
    .set({ expires_at: sql<string>`now() - interval '1 second'` })
    .where('id', '=', sessionOf(account.refresh))
    .execute()
  t.equal((await verify(account.refresh)).status, 401)
  t.equal((await refresh(account.refresh)).status, 401)
})
