/** Sessions when the response to a refresh is lost, and when a refresh token is stolen. */
import { sql } from 'kysely'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { logIn, secret, signUp, testServer } from '../support/server.ts'
import { areRefused, claimsOf } from '../support/sessions.ts'

type TokenPair = components['schemas']['TokenPair']

const newSecret = 'another secret for tests that is long enough'
const first = await testServer(t)
const { db } = first
const servers = {
  first,
  replica: await testServer(t, { replicaOf: first }),
  'new secret, old one known': await testServer(t, {
    replicaOf: first,
    config: { JWT_SECRET: [newSecret, secret] },
  }),
  'old secret, new one known': await testServer(t, {
    replicaOf: first,
    config: { JWT_SECRET: [secret, newSecret] },
  }),
  'new secret alone': await testServer(t, { replicaOf: first, config: { JWT_SECRET: [newSecret] } }),
}
type Server = keyof typeof servers

const hour = 3600

/** Refresh tokens are numbered by generation, starting with 0 from the login. */
type Step =
  /** Uses the refresh token of a generation. Yields the next one, or is refused. */
  | { readonly trade: number; readonly gets: number | 401; readonly at?: Server }
  /** Uses the refresh token of a generation many times at once, on several replicas. */
  | { readonly race: number; readonly gets: number }
  /** Moves the session the given number of seconds into the past. */
  | { readonly pass: number }
  | { readonly logOut: number }
  | { readonly use: number }

const sequences: Readonly<Record<string, { steps: readonly Step[]; continues: boolean }>> = {
  'a session continues through several refreshes': {
    steps: [
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
      { trade: 2, gets: 3 },
    ],
    continues: true,
  },
  'a refresh retried after 11 seconds succeeds': {
    steps: [{ trade: 0, gets: 1 }, { pass: 11 }, { trade: 0, gets: 1 }, { trade: 1, gets: 2 }],
    continues: true,
  },
  'a refresh whose response is lost repeatedly succeeds': {
    steps: [
      { trade: 0, gets: 1 },
      { pass: 60 },
      { trade: 0, gets: 1 },
      { pass: 60 },
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
      { pass: 60 },
      { trade: 1, gets: 2 },
      { trade: 1, gets: 2 },
      { trade: 2, gets: 3 },
    ],
    continues: true,
  },
  'a refresh retried the next morning succeeds': {
    steps: [{ trade: 0, gets: 1 }, { pass: 23 * hour }, { trade: 0, gets: 1 }, { trade: 1, gets: 2 }],
    continues: true,
  },
  'a refresh retried after more than a day is refused': {
    steps: [{ trade: 0, gets: 1 }, { pass: 24 * hour + 60 }, { trade: 0, gets: 401 }],
    continues: false,
  },
  'retries do not extend the day': {
    steps: [
      { trade: 0, gets: 1 },
      { pass: 20 * hour },
      { trade: 0, gets: 1 },
      { pass: 5 * hour },
      { trade: 0, gets: 401 },
    ],
    continues: false,
  },
  'two tabs that refresh the same token at once both continue': {
    steps: [
      { race: 0, gets: 1 },
      { race: 1, gets: 2 },
      { race: 2, gets: 3 },
    ],
    continues: true,
  },
  'a tab can refresh late when another tab has already refreshed and used the new access token': {
    steps: [{ trade: 0, gets: 1 }, { use: 1 }, { pass: 60 }, { trade: 0, gets: 1 }, { race: 1, gets: 2 }],
    continues: true,
  },
  'a refresh can be retried on another replica': {
    steps: [
      { trade: 0, gets: 1 },
      { pass: 60 },
      { trade: 0, gets: 1, at: 'replica' },
      { trade: 1, gets: 2, at: 'replica' },
      { trade: 1, gets: 2 },
    ],
    continues: true,
  },
  'a refresh can be retried during a key rotation': {
    steps: [
      { trade: 0, gets: 1 },
      { pass: 60 },
      { trade: 0, gets: 1, at: 'new secret, old one known' },
      { trade: 0, gets: 1, at: 'old secret, new one known' },
      { trade: 1, gets: 2, at: 'new secret, old one known' },
      { trade: 1, gets: 2, at: 'old secret, new one known' },
      { trade: 1, gets: 2, at: 'new secret, old one known' },
    ],
    continues: true,
  },
  'a refresh token signed with a removed secret is refused, and its session continues': {
    steps: [
      { trade: 0, gets: 1 },
      { trade: 0, gets: 401, at: 'new secret alone' },
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
    ],
    continues: true,
  },
  'trading a token whose successor has been traded is theft and ends the session': {
    steps: [
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
      { trade: 0, gets: 401 },
    ],
    continues: false,
  },
  'a trade of the successor on another replica is detected as theft too': {
    steps: [
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2, at: 'replica' },
      { trade: 0, gets: 401 },
    ],
    continues: false,
  },
  "a retry of a token whose successor's successor is in use is theft and ends the session": {
    steps: [
      { trade: 0, gets: 1 },
      { pass: 60 },
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
      { trade: 2, gets: 3 },
      { trade: 1, gets: 401 },
    ],
    continues: false,
  },
  'a refresh token several generations old is theft and ends the session': {
    steps: [
      { trade: 0, gets: 1 },
      { trade: 1, gets: 2 },
      { trade: 2, gets: 3 },
      { trade: 0, gets: 401 },
    ],
    continues: false,
  },
  'logging out with the successor ends the session for both tokens': {
    steps: [{ trade: 0, gets: 1 }, { logOut: 1 }, { trade: 0, gets: 401 }, { trade: 1, gets: 401 }],
    continues: false,
  },
  'logging out with the older token ends the session for both tokens': {
    steps: [{ trade: 0, gets: 1 }, { logOut: 0 }, { trade: 0, gets: 401 }, { trade: 1, gets: 401 }],
    continues: false,
  },
}

for (const [what, { steps, continues }] of Object.entries(sequences)) {
  t.test(what, async (t) => {
    const account = await signUp(first)
    const other = await logIn(first, account)
    const generations: Pick<TokenPair, 'access' | 'refresh'>[] = [account]
    const pairOf = (generation: number) => generations[generation] ?? { access: '', refresh: '' }
    const trade = (generation: number, at: Server = 'first') =>
      servers[at].client.post('/api/token/refresh/', { json: { refresh: pairOf(generation).refresh } })
    const { sid } = claimsOf(account.refresh)

    for (const [index, step] of steps.entries()) {
      const about = `step ${index}: ${JSON.stringify(step)}`
      if ('pass' in step) {
        const earlier = { rotated_at: sql<string>`rotated_at - make_interval(secs => ${step.pass})` }
        await db.updateTable('sessions').set(earlier).where('id', '=', sid).executeTakeFirstOrThrow()
      } else if ('logOut' in step) {
        const json = { refresh: pairOf(step.logOut).refresh }
        t.equal((await first.client.post('/api/token/blacklist/', { json })).status, 200, about)
      } else if ('use' in step) {
        t.equal((await first.client.get('/api/chat/', { token: pairOf(step.use).access })).status, 200, about)
      } else {
        const answers =
          'trade' in step
            ? [await trade(step.trade, step.at)]
            : await Promise.all(
                Array.from({ length: 10 }, (_, i) => trade(step.race, i % 2 ? 'replica' : 'first')),
              )
        for (const answer of answers) {
          t.equal(answer.status, step.gets === 401 ? 401 : 200, about)
          if (step.gets === 401 || answer.status !== 200) continue
          const pair = answer.json<TokenPair>()
          generations[step.gets] ??= pair
          t.equal(claimsOf(pair.refresh).jti, claimsOf(pairOf(step.gets).refresh).jti, about)
        }
      }
    }
    const last = pairOf(generations.length - 1)
    if (continues) {
      t.equal((await first.client.get('/api/chat/', { token: pairOf(0).access })).status, 200)
      t.equal((await trade(generations.length - 1, 'new secret, old one known')).status, 200)
    } else {
      t.ok(await areRefused(first, last), 'the latest tokens are invalid')
      t.equal((await first.client.get('/api/chat/', { token: account.access })).status, 401)
    }
    t.equal(
      (await first.client.get('/api/chat/', { token: other.access })).status,
      200,
      'other sessions continue',
    )
    t.equal(
      (await first.client.post('/api/token/refresh/', { json: { refresh: other.refresh } })).status,
      200,
    )
  })
}

t.test('a retry returns the same refresh token with the same expiry', async (t) => {
  const { refresh } = await signUp(first)
  const trade = async () =>
    (await first.client.post('/api/token/refresh/', { json: { refresh } })).json<TokenPair>()
  const [one, two] = [await trade(), await trade()]
  t.equal(two.refresh, one.refresh)
})

t.test('an expired refresh token is refused without ending the session', async (t) => {
  const lifetime = 5
  const short = await testServer(t, { replicaOf: first, config: { REFRESH_TOKEN_LIFETIME: lifetime } })
  const { refresh, access } = await signUp(short)
  const trade = (token: string) => short.client.post('/api/token/refresh/', { json: { refresh: token } })
  const next = (await trade(refresh)).json<TokenPair>()
  await new Promise((resolve) => setTimeout(resolve, (lifetime + 1) * 1000 + 100))
  t.equal((await trade(refresh)).status, 401, 'the traded token')
  t.equal((await trade(next.refresh)).status, 401, 'its successor')
  t.equal(
    (await first.client.get('/api/chat/', { token: access })).status,
    200,
    'the session was not ended as stolen',
  )
})

t.test('a traded refresh token is refused once its session has expired', async (t) => {
  const { refresh } = await signUp(first)
  await first.client.post('/api/token/refresh/', { json: { refresh } })
  const over = { expires_at: sql<string>`now() - interval '1 second'` }
  await db.updateTable('sessions').set(over).where('id', '=', claimsOf(refresh).sid).execute()
  t.equal((await first.client.post('/api/token/refresh/', { json: { refresh } })).status, 401)
})
