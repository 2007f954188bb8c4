import t from 'tap'
import type { components } from '../../generated/api.ts'
import { createPasswords } from '../../src/auth/passwords.ts'
import { connected } from '../support/database.ts'
import { settle } from '../support/operations.ts'
import { everyRow, untilWaiting } from '../support/postgres/rows.ts'
import { logIn, signUp, testServer } from '../support/server.ts'
import { areRefused, refusedWithinASecond } from '../support/sessions.ts'
import { usernames } from './usernames.ts'

type User = components['schemas']['User']
type Problem = components['schemas']['Problem']
type TokenPair = components['schemas']['TokenPair']

const server = await testServer(t)
const { client } = server

const password = 'correct horse battery'
const register = (username: string, given = password) =>
  client.post('/api/register/', { json: { username, password: given } })
const login = (username: string, given = password) =>
  client.post('/api/token/', { json: { username, password: given } })

t.test('a new user can log in and read the account', async (t) => {
  const registered = await register('ada')
  t.equal(registered.status, 201)
  t.equal(registered.headers.get('location'), '/api/user/me')
  t.match(registered.json(), { username: 'ada' })
  const { client } = await logIn(server, { username: 'ada', password })
  t.same((await client.get('/api/user/me')).json(), registered.json())
})

t.test('a username is returned in Unicode NFKC', async (t) => {
  for (const [given, shown] of [
    ['Ｇｒａｃｅ', 'Grace'],
    ['ﬁona', 'fiona'],
    ['Amélie'.normalize('NFD'), 'Amélie'],
    ['२०२६', '२०२६'],
    ['हिन्दी', 'हिन्दी'],
    ['a.b+c-d_e@f', 'a.b+c-d_e@f'],
    ['ộ'.repeat(50).normalize('NFD'), 'ộ'.repeat(50).normalize('NFKC')],
    ['ﬃ'.repeat(150), 'ffi'.repeat(150)],
  ] as const) {
    const registered = await register(given)
    t.equal(registered.status, 201, shown)
    t.equal(registered.json<User>().username, shown)
  }
})

t.test('usernames that differ only in case or normalisation are the same', async (t) => {
  for (const [name, same] of [
    ['Lovelace', 'lOVELACE'],
    ['straße', 'STRASSE'],
    ['großer', 'GROẞER'],
    ['Ὀδυσσεύς', 'ὈΔΥΣΣΕΎΣ'],
    ['οδοσ', 'οδος'],
    ['İzmir', 'i\u0307ZMIR'],
    ['ＦＵＬＬ', 'full'],
    ['Éva', 'e\u0301va'],
    ['ǆelilovic', 'ǅELILOVIC'],
  ] as const) {
    t.equal((await register(name)).status, 201, name)
    const again = await register(same)
    t.equal(again.status, 409, same)
    t.match(again.json(), { code: 'username_taken', errors: [{ pointer: '/body/username' }] })
    t.equal((await login(same)).status, 200, `${same} logs in`)
  }
  t.equal((await register('strase')).status, 201, 'a different letter is a different name')
})

t.test('an empty, too long or otherwise invalid username is refused by field name', async (t) => {
  for (const username of [
    ...[
      '',
      'a b',
      'a\tb',
      'a/b',
      'ada!',
      'ada\n',
      'ada\u0000',
      '\ud800',
      '☃',
      'ada！',
      'a\u3000b',
      'ﷺ',
      '½',
      '①',
    ],
    // These characters are invisible, so different names would look the same.
    ...['ada\u200b', 'ada\ufe0f', '\u3164', 'a\u034fda', '\u202eada'],
    ...['a'.repeat(151), 'ộ'.repeat(51).normalize('NFD'), 'a'.repeat(5000)],
  ]) {
    const refused = await register(username)
    t.equal(refused.status, 400, JSON.stringify(username.slice(0, 20)))
    t.ok(refused.json<Problem>().errors?.every(({ pointer }) => pointer === '/body/username'))
  }
})

for (const [what, username] of usernames) {
  t.test(`a username in ${what} is accepted`, async (t) => {
    t.equal((await register(username)).status, 201)
    t.equal((await login(username)).status, 200)
  })
}

t.test('simultaneous registrations of a username create one account', async (t) => {
  const names = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'Everybody' : 'everybody'))
  const answers = await Promise.all(names.map((name) => register(name)))
  const taken = answers.filter(({ status }) => status === 409)
  t.equal(answers.filter(({ status }) => status === 201).length, 1)
  t.equal(taken.length, 19)
  t.ok(taken.every((answer) => answer.json<Problem>().code === 'username_taken'))
})

t.test('a password has 8 to 1,024 characters, whatever their size in bytes', async (t) => {
  const long = 'x'.repeat(1024)
  for (const [name, given, status] of [
    ['eight', '12345678', 201],
    ['seven', '1234567', 400],
    ['eight.emoji', '🚂'.repeat(8), 201],
    ['seven.emoji', '🚂'.repeat(7), 400],
    ['most', long, 201],
    ['more', `${long}x`, 400],
    ['most.emoji', '🚂'.repeat(1024), 201],
    ['more.emoji', '🚂'.repeat(1025), 400],
    ['nul', '12345678\u0000', 400],
  ] as const) {
    const answer = await register(name, given)
    t.equal(answer.status, status, name)
    if (status === 400) t.match(answer.json(), { errors: [{ pointer: '/body/password' }] })
    else t.equal((await login(name, given)).status, 200, `${name} logs in`)
  }
})

t.test('all 1,024 characters of a password count', async (t) => {
  const start = 'é'.repeat(1022)
  await register('uncut', `${start}ab`)
  t.equal((await login('uncut', `${start}ac`)).status, 401)
  t.equal((await login('uncut', `${start}a`)).status, 401)
  t.equal((await login('uncut', `${start}ab`)).status, 200)
})

t.test('a password is stored as an argon2id hash with 19 MiB, two passes and one lane', async (t) => {
  const server = await testServer(t, { passwords: await createPasswords() })
  const { id } = await signUp(server)
  const { password_hash } = await server.db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.match(password_hash, /^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/)
})

t.test('changing the password ends every session, within a second on other replicas', async (t) => {
  const replica = await testServer(t, { replicaOf: server })
  const account = await signUp(server)
  const other = await logIn(server, account)
  t.equal((await replica.client.get('/api/chat/', { token: other.access })).status, 200)

  const change = { current_password: account.password, new_password: 'staple correct horse' }
  t.equal((await account.client.put('/api/user/me/password', { json: change })).status, 204)
  t.ok(await refusedWithinASecond(replica, other.access), 'on the replica')
  t.ok(await areRefused(server, account), 'the session that changed it')
  t.ok(await areRefused(server, other), 'the other session')
  t.equal((await login(account.username, account.password)).status, 401)
  t.equal((await login(account.username, change.new_password)).status, 200)
})

t.test('a password change needs the current password and a valid new one', async (t) => {
  const account = await signUp(server)
  const change = (current_password: string, new_password: string) =>
    account.client.put('/api/user/me/password', { json: { current_password, new_password } })

  const wrong = await change('not the current one', password)
  t.equal(wrong.status, 403)
  t.match(wrong.json(), { code: 'password_incorrect', errors: [{ pointer: '/body/current_password' }] })
  for (const bad of ['1234567', 'x'.repeat(1025), '🚂'.repeat(1025)]) {
    const refused = await change(account.password, bad)
    t.equal(refused.status, 400)
    t.match(refused.json(), { errors: [{ pointer: '/body/new_password' }] })
  }
  t.equal((await account.client.get('/api/user/me')).status, 200, 'the session continues')
  t.equal((await login(account.username, account.password)).status, 200)
})

t.test('a login with the old password during its change yields no valid session', async (t) => {
  const byHand = await connected(t, server.connection)
  for (const first of ['log-in', 'change'] as const) {
    const account = await signUp(server)
    const requests = {
      'log-in': () => login(account.username, account.password),
      change: () =>
        account.client.put('/api/user/me/password', {
          json: { current_password: account.password, new_password: password },
        }),
    }
    const second = first === 'change' ? 'log-in' : 'change'
    await byHand.query('begin')
    await byHand.query('select from users where id = $1 for update', [account.id])
    const one = requests[first]()
    await untilWaiting(server.db, 1)
    const two = requests[second]()
    await untilWaiting(server.db, 2)
    await byHand.query('commit')

    const answers = { [first]: await one, [second]: await two }
    t.equal(answers.change?.status, 204, `${first} first`)
    if (first === 'change') t.equal(answers['log-in']?.status, 401)
    else t.ok(await areRefused(server, (await one).json<TokenPair>()), 'its tokens are invalid')
  }
})

t.test('of two simultaneous password changes, one succeeds', async (t) => {
  const { client, password: current_password, username } = await signUp(server)
  const changes = ['the first new one', 'the second new one']
  const answers = await Promise.all(
    changes.map((new_password) =>
      client.put('/api/user/me/password', { json: { current_password, new_password } }),
    ),
  )
  t.ok(answers.every(({ status }) => [204, 401, 403].includes(status)))
  t.equal(answers.filter(({ status }) => status === 204).length, 1)
  const logins = await Promise.all(changes.map((given) => login(username, given)))
  t.same(
    logins.map(({ status }) => status === 200),
    answers.map(({ status }) => status === 204),
  )
})

t.test('no password or token is stored in any row or in the log', async (t) => {
  const server = await testServer(t)
  const account = await settle(await signUp(server))
  const other = await logIn(server, account)
  const { username } = account
  const wrong = 'a password that is wrong'
  const next = 'the password that comes next'
  await server.client.post('/api/token/', { json: { username, password: wrong } })
  await server.client.post('/api/register/', { json: { username, password: wrong } })
  await server.client.post('/api/token/', { json: { username, password: 7, wrong } })
  await server.client.get('/api/chat/', { token: `${account.access}x` })
  await server.client.get(`/api/file/${account.file}/content?token=${account.access}`)
  await server.client.post('/api/token/verify/', { json: { token: account.access } })
  const traded = await server.client.post('/api/token/refresh/', { json: { refresh: account.refresh } })
  const { access, refresh } = traded.json<TokenPair>()
  await server.client.post('/api/token/blacklist/', { json: { refresh: other.refresh } })
  const change = { current_password: account.password, new_password: next }
  await account.client.put('/api/user/me/password', { json: change })
  await server.client.post('/api/token/refresh/', { json: { refresh } })

  const kept = [...(await everyRow(server.db)), ...server.log]
  t.ok(
    kept.some((text) => text.includes(username)),
    'usernames are found, so the search works',
  )
  const tokens = [account.access, account.refresh, other.access, other.refresh, access, refresh]
  const secrets = [account.password, wrong, next, ...tokens.flatMap(partsOf)]
  for (const secret of secrets) {
    t.same(
      kept.filter((text) => text.includes(secret)),
      [],
    )
  }
})

/** Returns a token's payload and signature, and its id. */
function partsOf(token: string): string[] {
  const [, payload = '', signature = ''] = token.split('.')
  const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string }
  return [payload, signature, jti]
}
