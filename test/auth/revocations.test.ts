import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { NOTHING_SEEN, revocationsSince } from '../../src/auth/queries/revocations.ts'
import { connected } from '../support/database.ts'
import { until } from '../support/files.ts'
import { gate } from '../support/network/gate.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { type Account, signUp, type TestServer, testServer } from '../support/server.ts'
import { claimsOf, refusedWithinASecond, withinASecond } from '../support/sessions.ts'

// The tests wait more than they compute, and share nothing.
t.jobs = 3

const verify = async ({ client }: TestServer, { access }: Account) =>
  (await client.post('/api/token/verify/', { json: { token: access } })).status
const logOut = ({ client }: TestServer, { refresh }: Account) =>
  client.post('/api/token/blacklist/', { json: { refresh } })

t.test(
  'a revocation takes effect within a second of its commit, even if later ones were read before',
  async (t) => {
    const server = await testServer(t)
    const replica = await testServer(t, { replicaOf: server })
    const [early, late] = [await signUp(server), await signUp(server)]
    t.same([await verify(replica, early), await verify(replica, late)], [200, 200])

    const byHand = await connected(t, server.connection)
    await byHand.query('begin')
    await byHand.query("insert into revocations (session_id, expires_at) values ($1, now() + '5 min')", [
      claimsOf(early.access).sid,
    ])
    await logOut(server, late)
    t.ok(await refusedWithinASecond(replica, late.access), 'the later session, committed')
    t.equal(await verify(replica, early), 200, 'the earlier session is not revoked before the commit')
    await byHand.query('commit')
    t.ok(await refusedWithinASecond(replica, early.access), 'the earlier session, on the replica')
    t.ok(await refusedWithinASecond(server, early.access), 'the earlier session, on the server')
  },
)

t.test("a revocation is kept for longer than the session's access tokens are valid", async (t) => {
  const server = await testServer(t)
  const account = await signUp(server)
  const { sid, exp } = claimsOf(account.access)
  await logOut(server, account)
  const kept = await server.db.selectFrom('revocations').selectAll().executeTakeFirstOrThrow()
  t.equal(kept.session_id, sid)
  t.ok(Date.parse(kept.expires_at) / 1000 > exp + 30, 'with a margin for clock differences')
})

t.test('during a database outage no token is accepted, and no revocation is lost', async (t) => {
  const server = await testServer(t)
  const way = await gate(t, server.connection)
  await way.open()
  const replica = await testServer(t, { replicaOf: server, connection: way.connection })
  const [staying, leaving] = [await signUp(server), await signUp(server)]
  t.same([await verify(replica, staying), await verify(replica, leaving)], [200, 200])

  await way.shut()
  await logOut(server, leaving)
  // Cached results may be used for a second.
  t.ok(await withinASecond(async () => (await verify(replica, leaving)) === 503))
  for (const account of [staying, leaving, staying, leaving]) t.equal(await verify(replica, account), 503)
  const listed = await replica.client.get('/api/chat/', { token: staying.access })
  t.match(listed.json(), { status: 503, code: 'database_unavailable' })
  t.ok(Number(listed.headers.get('retry-after')) > 0)

  await way.open()
  const seen = new Set<number>()
  await until('the replica accepts tokens again', async () => {
    seen.add(await verify(replica, leaving))
    return (await verify(replica, staying)) === 200
  })
  seen.add(await verify(replica, leaving))
  seen.delete(503)
  t.same([...seen], [401], 'the session ended during the outage has ended')
})

t.test('a replica started without a database accepts no token until it is available', async (t) => {
  const server = await testServer(t)
  const account = await signUp(server)
  const way = await gate(t, server.connection)
  const replica = await testServer(t, { replicaOf: server, connection: way.connection })
  t.equal(await verify(replica, account), 503)
  await logOut(server, account)
  await way.open()
  await until('the replica is available', async () => (await verify(replica, account)) !== 503)
  t.equal(await verify(replica, account), 401)
})

t.test('a long transaction does not make each read start at its beginning', async (t) => {
  const { connection, db } = await testServer(t)
  const read = async (position: string) => {
    const found = await revocationsSince(db, { position })
    return { next: found[0]?.next ?? '', sessions: found.flatMap(({ session_id }) => session_id ?? []) }
  }
  const sessions = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`)
  const [early = '', subtransaction = '', late = '', last = ''] = sessions
  const revoking = `insert into revocations (session_id, expires_at) values ($1, now() + interval '1 hour')`
  const [long, byHand] = [await connected(t, connection), await connected(t, connection)]
  await long.query('begin')
  await long.query(revoking, [early])
  await long.query('savepoint one')
  await long.query(revoking, [subtransaction])

  await byHand.query(revoking, [late])
  const first = await read(NOTHING_SEEN)
  t.same(first.sessions, [late])
  const second = await read(first.next)
  t.same(second.sessions, [], 'no revocation is read twice')
  await long.query('commit')
  await byHand.query(revoking, [last])
  const third = await read(second.next)
  t.same(third.sessions.sort(), [early, subtransaction, last].sort(), 'the late commit is read')
  t.same((await read(third.next)).sessions, [])
  const elsewhere = third.next.replace(/ .*/, ' 1700000000.000000')
  t.equal((await read(elsewhere)).sessions.length, 4, 'the position of another server is the beginning')
})

t.test('with a slow database, requests share one read of the revocations', async (t) => {
  const server = await testServer(t)
  const replica = await testServer(t, { replicaOf: server })
  const [byHand, observer] = [await connected(t, server.connection), await connected(t, server.connection)]
  const attempt = async () => {
    const [staying, leaving] = [await signUp(server), await signUp(server)]
    t.same([await verify(replica, staying), await verify(replica, leaving)], [200, 200])
    await byHand.query('begin')
    await byHand.query("insert into revocations (session_id, expires_at) values ($1, now() + '5 min')", [
      claimsOf(leaving.access).sid,
    ])
    await byHand.query('lock table revocations in access exclusive mode')
    await untilWaiting(server.db, 2)
    await sleep(1_200)
    const pending = Array.from({ length: 60 }, (_, which) => verify(replica, which % 2 ? staying : leaving))
    // A read whose wait for the lock has ended may not be visible yet.
    let most = 0
    for (let count = 0; count < 6; count++) {
      await sleep(30)
      const { rows } = await observer.query<{ count: number }>(
        "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      most = Math.max(most, rows[0]?.count ?? 0)
    }
    t.equal(most, 2, 'each replica has one waiting read and no other query')
    await byHand.query('commit')
    return Promise.all(pending)
  }
  // On a busy machine a read may have waited for more than its lock timeout, which fails its requests.
  let statuses = await attempt()
  for (let again = 0; again < 4 && statuses.includes(503); again++) statuses = await attempt()
  t.same(
    statuses,
    statuses.map((_, which) => (which % 2 ? 200 : 401)),
    'then all requests continue',
  )
})
