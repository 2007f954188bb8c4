import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { createPasswords } from '../../src/auth/passwords.ts'
import { connected } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { settle, textFile } from '../support/operations.ts'
import { everyRow, rowsOfUser, untilWaiting } from '../support/postgres/rows.ts'
import { logIn, signUp, type TestServer, testServer } from '../support/server.ts'
import { areRefused, refusedWithinASecond } from '../support/sessions.ts'

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

for (const [what, username] of [
  ['Latin', 'Ångström.ñandú'],
  ['Vietnamese', 'nguyễn'],
  ['Cyrillic', 'Алиса'],
  ['Greek', 'Ὀδυσσέας'],
  ['Greek with a combining mark', 'α\u0331ριστος'],
  ['Arabic', 'ليلى'],
  ['Arabic with its own digits', 'ليلى٣'],
  ['Hebrew', 'דוד'],
  ['Devanagari', 'हिन्दी२'],
  ['Thai', 'สมชาย'],
  ['Georgian', 'ნინო'],
  ['Cherokee', 'ᏣᎳᎩ'],
  ['Gothic', '𐌰𐌱𐌲'],
  ['Coptic', 'ⲁⲃⲅ'],
  ['Tangut', '𗀀𗀁'],
  ['Serbian', 'Ђорђе'],
  ['Serbian in Latin', 'Đorđe'],
  ['Latin with ʻokina, which belongs to no script', 'Hawaiʻi'],
  ['Latin with marks that cannot be composed', 'x̌ɔ̀'],
  ['Hebrew with points', 'דָּוִד'],
  ['Arabic with points', 'مُحَمَّد'],
  ['Persian digits', 'علی۴'],
  ['Tamil', 'தமிழ்'],
  ['Yoruba', 'Ọ̀ṣun'],
  ['Japanese with iteration marks', '佐々木いすゞ'],
  ['Chinese and Latin', '王Wang'],
  ['Cyrillic letters that look Latin', 'аусе'],
  ['only digits of another script', '٣٤'],
  ['Han', '王小明'],
  ['Japanese', '山田たろうラーメン'],
  ['Japanese and Latin', '山田taro'],
  ['Katakana with its long vowel', 'ユーザー'],
  ['Korean and Latin', '김minsu'],
  ['Hangul and Han', '金민수'],
  ['Bopomofo and Han', '王ㄨㄤ'],
  ['Cyrillic and digits', 'Боб-2026'],
  ['only digits', '20260'],
  ['only punctuation', '_.-@+'],
  ['Latin with a Cyrillic А', 'Аlice'],
  ['Latin with a Cyrillic о at its end', 'bobо'],
  ['Latin with a Greek ο', 'bοb'],
  ['a micro sign, which is a Greek letter', 'µtorrent'],
  ['Cyrillic and Greek', 'Алисα'],
  ['Latin with a Cherokee Ꭺ', 'Ꭺda'],
  ['Latin with an Armenian օ', 'bօb'],
  ['Latin and Arabic', 'adaليلى'],
  ['Latin and Arabic digits', 'ada٣'],
  ['Latin and Devanagari', 'adaहि'],
  ['Latin with a Coptic letter', 'adaⲁ'],
  ['Latin with a Gothic letter', 'ada𐌰'],
  ['two ancient scripts', '𐌰ⲃ'],
  ['Runic and Ogham', 'ᚠᚁ'],
  ['Deseret and Shavian', '𐐨𐑐'],
  ['digits of two scripts', '٣३'],
  ['Cyrillic and Han', 'Алиса王'],
  ['Hangul and Hiragana', '김たろう'],
  ['Hangul and Bopomofo', '김ㄅ'],
  ['Latin with Gothic at the end of a long name', `${'a'.repeat(149)}𐌰`],
  ['Latin and an emoji', 'ada🚂'],
] as const) {
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

t.test('deleting an account deletes its sessions, rows and stored files', async (t) => {
  const server = await testServer(t)
  const replica = await testServer(t, { replicaOf: server })
  const account = await settle(await signUp(server))
  const other = await settle(await signUp(server))
  const secondSession = await logIn(server, account)
  const headers = { 'Idempotency-Key': 'a-key' }
  await account.client.post('/api/llm/', { json: { prompt: 'Who built the first one?' }, headers })
  const further = await account.client.post('/api/file/', { body: textFile('further.txt') })
  const files = [account.file, further.json<{ id: number }>().id]
  await account.client.post('/api/message/', { json: { content: 'Both', chat: account.chat, files } })
  const before = await rowsOfUser(server.db, account.id)
  t.ok(
    Object.values(before).every((count) => count > 0),
    `rows in ${Object.keys(before)}`,
  )
  const ofOther = await rowsOfUser(server.db, other.id)
  t.equal((await filesIn(server.files)).length, 3)
  t.equal((await replica.client.get('/api/chat/', { token: secondSession.access })).status, 200)

  t.equal((await account.client.delete('/api/user/me')).status, 204)
  t.ok(await refusedWithinASecond(replica, secondSession.access), 'on the replica')
  t.ok(await areRefused(server, account), 'the session that deleted it')
  t.ok(await areRefused(server, secondSession), 'the other session')
  const login = await server.client.post('/api/token/', {
    json: { username: account.username, password: account.password },
  })
  t.equal(login.status, 401)

  await until('all rows are removed', () => isRemoved(server, account.id))
  t.same(await rowsOfUser(server.db, other.id), ofOther, 'the rows of others stay')
  t.equal((await filesIn(server.files)).length, 1, 'the files of others stay')
  t.equal((await other.client.get(`/api/file/${other.file}/content`)).status, 200)

  const { username } = account
  const again = await server.client.post('/api/register/', { json: { username, password } })
  t.equal(again.status, 201, 'the username is available again')
  t.not(again.json<User>().id, account.id)
})

t.test(
  'requests in progress during the deletion of an account leave no rows or files and do not fail',
  async (t) => {
    const server = await testServer(t)
    const ids: number[] = []
    for (let round = 0; round < 5; round++) {
      const { client, chat, file, message, id } = await settle(await signUp(server))
      ids.push(id)
      const requests = [
        client.delete('/api/user/me'),
        client.delete(`/api/message/${message}`),
        client.delete(`/api/file/${file}`),
        client.post('/api/file/', { body: textFile('late.txt') }),
        client.post('/api/message/', { json: { content: 'late', chat } }),
        client.post('/api/chat/', { json: {} }),
      ]
      for (const { status } of await Promise.all(requests))
        t.ok([201, 204, 401, 404].includes(status), `${status}`)
    }
    for (const id of ids) await until('all rows are removed', () => isRemoved(server, id))
    t.same(await filesIn(server.files), [])
  },
)

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

/** Returns true once a deleted account and all of its rows have been removed. */
async function isRemoved({ db }: TestServer, id: number): Promise<boolean> {
  const { rows } = await sql`select from users where id = ${id}`.execute(db)
  return rows.length === 0 && Object.values(await rowsOfUser(db, id)).every((count) => count === 0)
}

/** Returns a token's payload and signature, and its id. */
function partsOf(token: string): string[] {
  const [, payload = '', signature = ''] = token.split('.')
  const { jti } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string }
  return [payload, signature, jti]
}
