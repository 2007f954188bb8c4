/** Faults injected into the servers while they are under load. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { many } from '../support/load/crowd.ts'
import type { Figures } from './figures.ts'
import type { Random } from './random.ts'
import type { Supervised, World } from './world.ts'

type Fault = (world: World, random: Random) => Promise<void>

const faults: readonly [string, Fault][] = [
  ['a replica killed with SIGKILL and restarted', killReplica],
  ['PostgreSQL killed with SIGKILL and restarted', killPostgres],
  ["PostgreSQL's primary killed with SIGKILL, and its standby promoted", failOver],
  ['every other session of the database terminated', terminateSessions],
  ['a replica suspended for two seconds', holdReplica],
  ['a replica suspended for longer than its lease', holdReplicaForLong],
  ['a hundred clients disconnect in the middle of a request', leaveInCrowds],
]

/** Injects faults one after the other until `isOver`. */
export async function injectFaults(
  world: World,
  { random, figures }: { random: Random; figures: Figures },
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    await sleep(random.whole(2_000, 5_000))
    if (isOver()) return
    const [name, inject] = random.pick(faults)
    figures.fault(name)
    await inject(world, random)
  }
}

async function killReplica({ replicas }: World, random: Random): Promise<void> {
  const replica = random.pick<Supervised>(replicas)
  await replica.kill()
  await sleep(random.whole(200, 2_000))
  await replica.start()
}

async function killPostgres({ postgres }: World, random: Random): Promise<void> {
  await postgres.primary.kill()
  await sleep(random.whole(500, 4_000))
  await postgres.primary.start()
}

async function failOver({ postgres }: World, random: Random): Promise<void> {
  await postgres.primary.kill()
  await sleep(random.whole(200, 2_000))
  // Some connections reach the standby before its promotion.
  await postgres.switchOver()
  await sleep(random.whole(0, 1_000))
  await postgres.promote()
  await postgres.rebuild()
}

async function terminateSessions({ postgres }: World): Promise<void> {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  await client.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'parley' and pid % 2 = 0`)
  await client.end()
}

function holdReplica(world: World, random: Random): Promise<void> {
  return hold(world, random, 2_000)
}

/** Suspends a replica until its runs count as abandoned and are ended, although it then continues them. */
function holdReplicaForLong(world: World, random: Random): Promise<void> {
  return hold(world, random, 38_000)
}

async function hold({ replicas }: World, random: Random, ms: number): Promise<void> {
  const child = random.pick<Supervised>(replicas).current()?.child
  child?.kill('SIGSTOP')
  await sleep(ms)
  child?.kill('SIGCONT')
}

async function leaveInCrowds({ replicas }: World, random: Random): Promise<void> {
  const { hostname, port } = new URL(random.pick<Supervised>(replicas).url)
  await many(100, async () => {
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect').catch(() => {})
    socket.on('error', () => {})
    socket.write(
      'POST /api/register/ HTTP/1.1\r\nHost: parley\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{',
    )
    socket.resetAndDestroy()
  })
}
