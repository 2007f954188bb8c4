/**
 * `make soak MINUTES=5 SEED=1`: mixed load on two replicas with random faults, then the comparison of
 * acknowledged requests with the stored data, and a page of figures. Exits with 1 if anything differs.
 */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLedger } from '../support/load/ledger.ts'
import { newChat } from '../support/requests.ts'
import { signUp } from '../support/server.ts'
import { compare, countActiveRuns } from './compare.ts'
import { measureCrowds } from './crowd.ts'
import { injectFaults } from './faults.ts'
import { createFigures } from './figures.ts'
import { type Load, type User, use } from './load.ts'
import { seeded } from './random.ts'
import { createWorld, teardowns } from './world.ts'

const USERS = 4
/** Number of concurrent clients of each user. */
const CLIENTS = 3

const minutes = Number(process.env.MINUTES || 2)
const seed = Number(process.env.SEED || randomInt(2 ** 31))
process.stdout.write(`A soak of ${minutes} minutes; again with SEED=${seed}\n`)

const t = teardowns()
const defects: string[] = []
try {
  const world = await createWorld(t)
  const { replicas } = world
  const crowds = await measureCrowds(replicas[0])
  const random = seeded(seed)
  const figures = createFigures()
  const users: User[] = []
  for (let count = 0; count < USERS; count++) {
    const replica = replicas[0].current()
    if (replica === undefined) throw new Error('The replica is dead')
    const account = await signUp(replica)
    const [chat, tree] = [await newChat(account.client), await newChat(account.client)]
    users.push({ account, chat, tree, ledger: createLedger(), seen: new Map(), sent: new Set() })
  }
  const processes: string[] = []
  const measure = async (when: string) => {
    for (const [index, replica] of replicas.entries())
      processes.push(`| replica ${index + 1}, ${when} | ${await replica.state()} |`)
  }

  await measure('before')
  const ends = performance.now() + minutes * 60_000
  const isOver = () => performance.now() >= ends
  const urls = replicas.map(({ url }) => url)
  // Each has its own random numbers, so that their order of execution does not matter.
  const loadOf = (number: number): Load => ({
    urls,
    random: seeded(seed + number),
    figures,
    onDefect: (error) => defects.push(error.message),
  })
  const clients = users.flatMap((user, index) =>
    Array.from({ length: CLIENTS }, (_, number) => use(user, loadOf(1 + index * CLIENTS + number), isOver)),
  )
  await Promise.all([injectFaults(world, { random, figures }, isOver), ...clients])

  const active = await countActiveRuns(world)
  if (active > 0) defects.push(`${active} runs are still active`)
  await sleep(2_000)
  await measure('after')
  let compared = 0
  for (const [index, user] of users.entries()) {
    const found = await compare(user, urls[index % urls.length] ?? '')
    compared += found.compared
    defects.push(...found.differences)
  }
  const page = [
    '',
    `${figures.requests} requests of ${USERS * CLIENTS} clients to two replicas in ${minutes} minutes, seed ${seed}.`,
    `${compared} acknowledged objects were compared with the stored data: ${defects.length} differences.`,
    '',
    ...figures.lines,
    '',
    '| | memory without garbage, MiB | with it | descriptors |',
    '| --- | --- | --- | --- |',
    ...processes,
    ...crowds,
    '',
    ...[...new Set(defects)].slice(0, 20),
  ]
  process.stdout.write(`${page.join('\n')}\n`)
} finally {
  await t.all()
}
process.exitCode = defects.length > 0 ? 1 : 0
