/** Fair distribution of database connections among users. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createTurns, workFor } from '../../../src/database/connections/turns.ts'
import { isUnavailable } from '../../../src/database/failures.ts'

/** Creates a pool, and functions that take, release and count its connections. */
function pool(size: number, patience = 5_000) {
  const turns = createTurns(size, patience)
  const held: { user: number | undefined; done: () => void }[] = []
  const errors: Error[] = []
  const take = (user?: number) => {
    const enter = () =>
      turns.take((error, done) => {
        if (error) errors.push(error)
        else held.push({ user, done })
      })
    if (user === undefined) enter()
    else workFor(user, enter)
  }
  const release = (user?: number) => {
    const index = held.findIndex((one) => one.user === user)
    held.splice(index, 1)[0]?.done()
  }
  const holds = (user?: number) => held.filter((one) => one.user === user).length
  return { turns, take, release, holds, errors }
}

const times = (count: number, work: () => void) => {
  for (let time = 0; time < count; time++) work()
}

t.test('one user gets at most half of an idle pool, so that others find connections', async (t) => {
  const { turns, take, release, holds } = pool(8)
  times(20, () => take(1))
  t.equal(holds(1), 4)
  t.equal(turns.waiting, 16)
  times(20, () => take(2))
  t.equal(holds(2), 2)
  times(20, () => take(3))
  t.equal(holds(3), 1)
  take(4)
  t.equal(holds(4), 1, 'a user without a connection is never refused a free one')
  take(5)
  t.equal(holds(5), 1, 'and otherwise waits for the next one')
  times(3, () => take())
  t.equal(holds(undefined), 3, 'neither are background tasks')

  times(3, () => release())
  release(5)
  release(4)
  t.equal(holds(3), 1, 'the free connection would be a second one for the third user')
  release(2)
  t.equal(holds(1) + holds(2) + holds(3), 7)
})

t.test('in a pool of any size every user gets a connection, and a queue advances', async (t) => {
  for (const size of [1, 2, 3]) {
    const { turns, take, release, holds } = pool(size)
    times(5, () => take(1))
    t.equal(holds(1), Math.ceil(size / 2), `pool of ${size}`)
    for (let left = 5; left > 0; left--) {
      t.equal(holds(1) + turns.waiting, left)
      release(1)
    }
    t.equal(turns.waiting, 0)
    take(1)
    t.equal(holds(1), 1, 'the released connections are no longer counted')
  }
})

t.test('waiting too long fails with a busy database', async (t) => {
  const { turns, take, release, holds, errors } = pool(2, 50)
  times(3, () => take(1))
  t.equal(holds(1), 1)
  while (errors.length < 2) await sleep(10)
  t.ok(errors.every(isUnavailable))
  t.equal(turns.waiting, 0)
  release(1)
  t.equal(holds(1), 0, 'a request that gave up gets no connection later')
  take(1)
  t.equal(holds(1), 1)
})

t.test('asynchronous work counts for the user who started it', async (t) => {
  const { turns, take, holds } = pool(2)
  await workFor(1, async () => {
    await sleep(1)
    for (let time = 0; time < 3; time++) turns.take(() => {})
  })
  t.equal(turns.waiting, 2)
  take(2)
  t.equal(holds(2), 1)
})
