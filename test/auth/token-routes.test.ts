import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import type { Answer } from '../support/client.ts'
import { textFile } from '../support/operations.ts'
import { logIn, signUp, type TestServer, testServer } from '../support/server.ts'
import { areRefused, refusedWithinASecond } from '../support/sessions.ts'

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
function claimsOf(token: string) {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** A refusal without what differs from one request to the next. */
function refusal(answer: Answer) {
  const { request_id, ...problem } = answer.json<Problem>()
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), problem }
}

t.test('a session begins with two tokens that name it, good for five minutes and for 14 days', async (t) => {
  const account = await signUp(server)
  const [access, refresh] = [claimsOf(account.access), claimsOf(account.refresh)]
  const common = { user_id: account.id, sid: access.sid, iat: Number, jti: String }
  t.match(access, { token_type: 'access', ...common })
  t.match(refresh, { token_type: 'refresh', ...common })
  t.same([access.exp - access.iat, refresh.exp - refresh.iat], [300, 14 * 24 * 3600])
  t.not(access.jti, refresh.jti)
})

t.test('a wrong password and an unknown username get the same answer', async (t) => {
  const { username, password } = await signUp(server)
  const wrong = await login(server, username, `${password}x`)
  const unknown = await login(server, 'nobody-of-this-name', password)
  t.match(refusal(wrong), { status: 401, problem: { code: 'no_active_account' } })
  t.same(refusal(unknown), refusal(wrong))
  for (const strange of ['a b', '🚂', 'ﷺ'.repeat(150)]) {
    t.same(refusal(await login(server, strange, password)), refusal(wrong), strange.slice(0, 4))
  }
})

t.test('logging in too often at once is shed, known names or not, while all else is answered', async (t) => {
  const server = await testServer(t)
  const { username, client } = await signUp(server)
  let underWay = 0
  const attempt = async (name: string) => {
    underWay++
    const answer = await login(server, name, 'not the password')
    underWay--
    return { name, answer }
  }
  // Had an unknown name no work done for it, none of them would ever have to wait, or be shed.
  const attempts = Promise.all(
    Array.from({ length: 240 }, (_, i) => attempt(i % 2 === 0 ? username : 'nobody-of-this-name')),
  )
  const listed = await client.get('/api/chat/')
  const uploaded = await client.post('/api/file/', { body: textFile('meanwhile.txt') })
  t.same([listed.status, uploaded.status], [200, 201])
  t.ok(underWay > 0, 'that was while others waited to be let in')

  const shed = new Set<string>()
  for (const { name, answer } of await attempts) {
    if (answer.status === 401) continue
    t.match(refusal(answer), { status: 503, problem: { code: 'overloaded' } })
    t.ok(Number(answer.headers.get('retry-after')) > 0)
    shed.add(name)
  }
  t.same([...shed].sort(), ['nobody-of-this-name', username].sort())
  t.equal((await login(server, username, 'not the password')).status, 401, 'afterwards there is room again')
})

t.test('a refresh token is traded for the next pair, and that one for the next', async (t) => {
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

t.test('a refresh token that was just traded gets the very same successor once more', async (t) => {
  const account = await signUp(server)
  const first = (await refresh(account.refresh)).json<TokenPair>()
  const again = (await refresh(account.refresh)).json<TokenPair>()
  t.equal(again.refresh, first.refresh)
  t.equal((await refresh(first.refresh)).status, 200, 'which is good')
})

t.test('traded many times at once, here and on a replica, it has one successor', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  const account = await signUp(server)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => refresh(account.refresh, i % 2 === 0 ? server : replica)),
  )
  t.ok(answers.every(({ status }) => status === 200))
  t.equal(new Set(answers.map((answer) => answer.json<TokenPair>().refresh)).size, 1)
})

t.test('logging out ends a session at the next request here, and within a second elsewhere', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  const account = await signUp(server)
  const other = await logIn(server, account)
  t.equal((await replica.client.get('/api/chat/', { token: account.access })).status, 200)

  const out = await blacklist(account.refresh)
  t.equal((await client.get('/api/chat/', { token: account.access })).status, 401, 'here')
  t.ok(await refusedWithinASecond(replica, account.access), 'elsewhere')
  t.same([out.status, out.json()], [200, {}])
  t.ok(await areRefused(server, account), 'the refresh token here')
  t.ok(await areRefused(replica, account), 'the refresh token elsewhere')
  t.equal((await client.get('/api/chat/', { token: other.access })).status, 200, 'another session goes on')
})

t.test('any refresh token of a session logs out, once; an access token does not', async (t) => {
  const account = await signUp(server)
  const next = (await refresh(account.refresh)).json<TokenPair>()
  t.equal((await blacklist(account.access)).status, 401)
  t.equal((await client.get('/api/chat/', { token: account.access })).status, 200)
  t.equal((await blacklist(account.refresh)).status, 200)
  t.match(refusal(await blacklist(account.refresh)), { status: 401, problem: { code: 'token_not_valid' } })
  t.ok(await areRefused(server, next))
})

t.test('what is revoked stays so when a replica starts later', async (t) => {
  const account = await signUp(server)
  await blacklist(account.refresh)
  const replica = await testServer(t, { replicaOf: server })
  for (let request = 0; request < 5; request++) {
    t.equal((await replica.client.get('/api/chat/', { token: account.access })).status, 401)
    await setTimeout(100)
  }
})

t.test('a token is verified: good, traded, revoked, or no token of ours', async (t) => {
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
  t.equal((await client.post('/api/token/verify/', both)).status, 200, 'a body comes first')
  await blacklist(account.refresh)
  t.equal((await ofBearer(account.access)).status, 401)
})

t.test('a refresh token opens nothing, and an access token buys nothing', async (t) => {
  const account = await signUp(server)
  t.equal((await client.get('/api/user/me', { token: account.refresh })).status, 401)
  t.match(refusal(await refresh(account.access)), { status: 401, problem: { code: 'token_not_valid' } })
  t.equal((await refresh(account.refresh)).status, 200, 'and the session goes on')
})

t.test('a session that nobody refreshed in time is over, and cleared when its user logs in', async (t) => {
  const account = await signUp(server)
  await server.db
    .updateTable('sessions')
    .set({ expires_at: sql<string>`now() - interval '1 second'` })
    .where('id', '=', sessionOf(account.refresh))
    .execute()
  t.equal((await verify(account.refresh)).status, 401)
  await logIn(server, account)
  const left = await server.db.selectFrom('sessions').select('id').where('user_id', '=', account.id).execute()
  t.equal(left.length, 1)
  t.equal((await refresh(account.refresh)).status, 401)
})
