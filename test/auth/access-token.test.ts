/** Access tokens that are forged, malformed, expired or of the wrong type. */
import { createHmac } from 'node:crypto'
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import type { Claims } from '../../src/auth/tokens.ts'
import type { Answer } from '../support/client.ts'
import { settle } from '../support/operations.ts'
import { secret, signUp, testServer } from '../support/server.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs any header and payload, valid or not. */
function sign(header: object, payload: unknown, { key = secret, hash = 'sha256' } = {}): string {
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

const server = await testServer(t)
/** Replica that signs with another secret and also accepts the server's. */
const changing = await testServer(t, {
  replicaOf: server,
  config: { JWT_SECRET: ['the next secret for tests, long enough', secret] },
})
const owner = await settle(await signUp(server))
const { access, refresh } = owner
const [head = '', body = '', signature = ''] = access.split('.')
const claims: Claims = JSON.parse(Buffer.from(body, 'base64url').toString())
const hs256 = { alg: 'HS256', typ: 'JWT' }
const now = Math.floor(Date.now() / 1000)

/** Invalid tokens, each with one defect. */
const bad: Record<string, string> = {
  'a text': 'garbage',
  'two parts': `${head}.${body}`,
  'four parts': `${access}.${signature}`,
  'three empty parts': '..',
  'parts without JSON': `${head}.${Buffer.from('{').toString('base64url')}.${signature}`,
  'no signature': `${head}.${body}.`,
  'half a signature': access.slice(0, -20),
  'a signature with = at its end': `${access}=`,
  'a signature with + at its end': `${access}+`,
  'a signature in standard base64': `${head}.${body}.${Buffer.from(signature, 'base64url').toString('base64')}`,
  'another payload with this signature': `${head}.${encode({ ...claims, user_id: claims.user_id + 1 })}.${signature}`,
  'another secret': sign(hs256, claims, { key: `${secret}!` }),
  'no secret': sign(hs256, claims, { key: '' }),
  'alg none, unsigned': `${encode({ alg: 'none' })}.${body}.`,
  'alg none, signed': sign({ alg: 'none' }, claims),
  'alg NONE, unsigned': `${encode({ alg: 'NONE' })}.${body}.`,
  'alg HS512': sign({ alg: 'HS512' }, claims, { hash: 'sha512' }),
  'alg HS384': sign({ alg: 'HS384' }, claims, { hash: 'sha384' }),
  'alg RS256 over an HMAC': sign({ alg: 'RS256' }, claims),
  'alg ES256 over an HMAC': sign({ alg: 'ES256' }, claims),
  'no alg': sign({ typ: 'JWT' }, claims),
  'an alg that is not a string': sign({ alg: ['HS256'] }, claims),
  'an expiry one second ago': sign(hs256, { ...claims, exp: now - 1 }),
  'no expiry': sign(hs256, { ...claims, exp: undefined }),
  'a null expiry': sign(hs256, { ...claims, exp: null }),
  'an expiry that is a string': sign(hs256, { ...claims, exp: String(claims.exp) }),
  'an expiry out of range': sign(hs256, { ...claims, exp: 1e300 }),
  'a future nbf': sign(hs256, { ...claims, nbf: now + 3600 }),
  'no type': sign(hs256, { ...claims, token_type: undefined }),
  'an unknown type': sign(hs256, { ...claims, token_type: 'admin' }),
  'a user that is a string': sign(hs256, { ...claims, user_id: String(claims.user_id) }),
  'no user': sign(hs256, { ...claims, user_id: undefined }),
  'no session': sign(hs256, { ...claims, sid: undefined }),
  'an array as payload': sign(hs256, [claims]),
  'a string as payload': sign(hs256, 'access'),
  'null as payload': sign(hs256, null),
}

const callsWithToken: Record<string, (token: string) => Promise<Answer>> = {
  getCurrentUser: (token) => server.client.get('/api/user/me', { token }),
  'getCurrentUser during a key rotation': (token) => changing.client.get('/api/user/me', { token }),
  createChat: (token) => server.client.post('/api/chat/', { token, json: {} }),
  downloadFile: (token) => server.client.get(`/api/file/${owner.file}/content`, { token }),
}
const verify = (token: string) => server.client.post('/api/token/verify/', { json: { token } })
const trade = (token: string) => server.client.post('/api/token/refresh/', { json: { refresh: token } })

function expectRefused(t: Test, answer: Answer, name: string) {
  t.equal(answer.status, 401, name)
  t.equal(answer.headers.get('www-authenticate'), 'Bearer realm="api"')
  t.equal(answer.json<components['schemas']['Problem']>().code, 'token_not_valid')
}

t.test('a token built by this test without a defect is accepted', async (t) => {
  const again = sign(hs256, claims)
  for (const [name, call] of Object.entries(callsWithToken))
    t.match(await call(again), { status: /20[01]/ }, name)
  t.equal((await verify(again)).status, 200)
})

t.test('every operation refuses an invalid access token', async (t) => {
  for (const [name, call] of Object.entries(callsWithToken)) {
    for (const [what, token] of Object.entries({ ...bad, 'a refresh token': refresh }))
      expectRefused(t, await call(token), `${name}: ${what}`)
  }
})

t.test('an invalid token in a body is refused', async (t) => {
  for (const [what, token] of Object.entries(bad)) {
    expectRefused(t, await verify(token), `verifyToken: ${what}`)
    expectRefused(t, await trade(token), `refreshTokens: ${what}`)
  }
  expectRefused(t, await trade(access), 'refreshTokens: an access token')
})

t.test('an access token is accepted in Authorization only, with the Bearer scheme', async (t) => {
  const get = (authorization: string | string[]) =>
    server.client.get('/api/user/me', { headers: { authorization } })
  for (const good of [`Bearer ${access}`, `bearer ${access}`, `BEARER   ${access} `])
    t.equal((await get(good)).status, 200, good.slice(0, 10))
  const refused = [
    '',
    'Bearer',
    'Bearer ',
    access,
    `Basic ${access}`,
    `Token ${access}`,
    `Bearer ${access} ${access}`,
  ]
  for (const text of [
    ...refused,
    `Bearer ${access}, Bearer ${access}`,
    `Bearer "${access}"`,
    `Bearer\u00a0${access}`,
  ])
    expectRefused(t, await get(text), text.slice(0, 10))
  expectRefused(
    t,
    await server.client.get('/api/user/me', { headers: { cookie: `access=${access}` } }),
    'a cookie',
  )
  t.equal((await server.client.get(`/api/user/me?access_token=${access}`)).status, 401, 'a query parameter')
})

t.test('refused tokens are no errors in the log, and no token is logged', async (t) => {
  t.same(
    server.log.filter((line) => JSON.parse(line).level >= 50),
    [],
  )
  for (const token of [access, refresh]) t.notOk(server.log.some((line) => line.includes(token)))
})
