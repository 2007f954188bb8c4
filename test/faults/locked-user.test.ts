/** A user's row that stays locked affects the user's own requests only, however many. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { connected, testDatabase } from '../support/database.ts'
import { stream } from '../support/events.ts'
import { until } from '../support/files.ts'
import { gate } from '../support/network/gate.ts'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { untilWaiting } from '../support/postgres/rows.ts'
import { faultyModel, prompt } from '../support/providers/faulty-model.ts'
import { newChat, readRun } from '../support/requests.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']
type Run = components['schemas']['Run']

const unavailable = { status: 503, code: 'database_unavailable' }
/** Longest time for requests of other users, in ms, on a busy machine. The lock timeout is two seconds. */
const MAX_WAIT_OF_OTHERS_MS = 1_500

t.setTimeout(240_000)

t.test('twenty requests waiting for the row of their user do not delay other users', async (t) => {
  const model = await faultyModel(t)
  const server = await testServer(t, { llm: { ...model, timeout: 120_000 } })
  const [ada, charles] = [await settle(await signUp(server)), await settle(await signUp(server))]
  const words = Array.from({ length: 150 }, (_, index) => `${index} `).join('')
  const question = { prompt: prompt('slowly', words) }
  // One run of the locked user ends during the lock. The other run belongs to another user.
  const own = await stream({ url: server.url, access: ada.access }, { prompt: prompt('slowly', 'a b c') })
  const run = await stream({ url: server.url, access: charles.access }, question)
  const ended = run.all()

  const other = await connected(t, server.connection)
  await other.query('begin')
  await other.query('select from users where id = $1 for update', [ada.id])
  let isLocked = true
  const seen = new Map<string, Set<number>>()
  // Every operation that may wait for the lock, repeatedly.
  const writes = operations.filter(
    ({ method, operationId }) => method !== 'GET' && operationId !== 'registerUser',
  )
  const requests = Array.from({ length: 20 }, async (_, number) => {
    for (let count = number; isLocked; count++) {
      const operation = writes[count % writes.length]
      if (operation === undefined) return
      // Excludes operations that would end the session or delete the account.
      if (['deleteCurrentUser', 'logOut', 'refreshTokens', 'changePassword'].includes(operation.operationId))
        continue
      const answer = await ada.client.request(
        operation.method,
        ownPath(operation, ada),
        ownBody(operation, ada),
      )
      const statuses = seen.get(operation.operationId) ?? new Set()
      seen.set(operation.operationId, statuses.add(answer.status))
    }
  })
  await sleep(1_000)
  const slow: number[] = []
  for (let count = 0; count < 40; count++) {
    const began = performance.now()
    t.equal((await charles.client.post('/api/chat/', { json: {} })).status, 201)
    t.equal((await charles.client.get('/api/chat/')).status, 200)
    const took = performance.now() - began
    if (took > MAX_WAIT_OF_OTHERS_MS) slow.push(Math.round(took))
    await sleep(100)
  }
  t.strictSame(slow, [], 'the other user is served without delay')
  t.ok(seen.get('createChat')?.has(503), 'requests waited for the lock')
  t.ok(seen.get('logIn')?.has(503), 'logins waited for the lock')
  t.strictSame(await server.client.get('/readyz').then(({ status }) => status), 200)
  isLocked = false
  await Promise.all(requests)
  await other.query('rollback')

  const events = await ended
  t.equal(events.at(-1)?.type, 'completed', "the other user's run is completed")
  t.equal(events.flatMap((event) => ('text' in event ? event.text : [])).join(''), words)
  const readOwn = () => readRun(ada.client, own.run)
  await until("the user's own run has ended", async () => (await readOwn()).ended_at !== null)
  t.hasStrict(await readOwn(), { status: 'completed', content: 'a b c' }, "the user's own run is completed")
  t.equal((await ada.client.post('/api/chat/', { json: {} })).status, 201)
})

t.test('a run whose client has disconnected is cancelled before its other requests are served', async (t) => {
  const model = await faultyModel(t)
  const server = await testServer(t, { llm: { ...model, timeout: 120_000 } })
  const ada = await signUp(server)
  const [asked, written] = [await newChat(ada.client), await newChat(ada.client)]
  const lock = async (chat: number) => {
    const other = await connected(t, server.connection)
    await other.query('begin')
    await other.query('select from chats where id = $1 for update', [chat])
    return () => other.query('rollback')
  }
  const [unlockAsked, unlockWritten] = [await lock(asked), await lock(written)]

  const leaving = new AbortController()
  const answer = fetch(`${server.url}/api/llm/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ada.access}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      chat: asked,
      prompt: prompt('slowly', 'a '.repeat(600)),
      cancel_on_disconnect: true,
    }),
    signal: leaving.signal,
  })
  await untilWaiting(server.db, 1)
  // They occupy the other connections that one user may take, and wait for more.
  const writes = Array.from({ length: 20 }, () =>
    ada.client.post('/api/message/', { json: { chat: written, content: 'Who?' } }),
  )
  await untilWaiting(server.db, 3)
  leaving.abort()
  await t.rejects(answer)
  await unlockAsked()
  await Promise.all(writes)
  await unlockWritten()
  const runs = (await ada.client.get('/api/run/')).json<Run[]>()
  t.strictSame([...runs.map(({ status }) => status), model.activeCalls()], ['cancelled', 0])
})

t.test('locks of a server that disappears in a transaction are released', async (t) => {
  const { connection } = await testDatabase(t)
  const way = await gate(t, connection)
  await way.open()
  const vanishing = await testServer(t, { connection: way.connection, config: { QUOTA_FILES: 5 } })
  const survivor = await testServer(t, { connection, config: { QUOTA_FILES: 5 } })
  const ada = await settle(await signUp(survivor))
  const byHand = await connected(t, connection)
  // It then holds the row of the user's totals and waits.
  await byHand.query('begin')
  await byHand.query('lock table files in share row exclusive mode')
  const [upload] = operations.filter(({ operationId }) => operationId === 'uploadFile')
  if (upload === undefined) throw new Error('There are no uploads')
  const lost = vanishing.client.request('POST', '/api/file/', { ...ownBody(upload, ada), token: ada.access })
  await untilWaiting(survivor.db, 1)
  way.silence()
  await byHand.query('rollback')
  const create = () =>
    survivor.client.request('POST', '/api/file/', { ...ownBody(upload, ada), token: ada.access })
  const began = performance.now()
  const first = await create()
  t.match(first.json<Problem>(), unavailable, 'the row is locked')
  await until('the row is free', async () => (await create()).status === 201)
  const took = performance.now() - began
  t.ok(took < 15_000, `the lock was held for ${Math.round(took)} ms`)
  await way.shut()
  t.equal((await lost).status, 503)
})
