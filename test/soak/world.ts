/**
 * Environment of a soak test: one PostgreSQL with a standby, one model, one directory of files, and two
 * replicas that can be killed.
 */
import { cluster } from '../support/postgres/cluster.ts'
import { collecting, descriptors, heap, memory } from '../support/processes/process-state.ts'
import { type Replica, startReplica } from '../support/processes/replica.ts'
import { faultyModel } from '../support/providers/faulty-model.ts'
import { freePort, temporaryDirectory } from '../support/server.ts'

/** Collects cleanup functions and runs them in reverse order. */
export function teardowns() {
  const undo: (() => unknown)[] = []
  return {
    teardown: (work: () => unknown) => void undo.push(work),
    async all() {
      for (const work of undo.splice(0).reverse()) await work()
    },
  }
}

export interface Supervised {
  readonly url: string
  /** Returns the current process; undefined while it is dead. */
  current(): Replica | undefined
  /**
   * Resolves to the columns of a table: memory of live objects and resident memory in MiB, and the number of
   * descriptors.
   */
  state(): Promise<string>
  kill(): Promise<void>
  start(): Promise<void>
}

export async function createWorld(t: ReturnType<typeof teardowns>) {
  const postgres = await cluster(t)
  const model = await faultyModel(t)
  const files = await temporaryDirectory(t)
  const supervised = async (): Promise<Supervised> => {
    const PORT = String(await freePort())
    const METRICS_PORT = String(await freePort())
    const settings = {
      PORT,
      METRICS_PORT,
      NODE_OPTIONS: collecting,
      STORAGE_URL: `file:${files}`,
      ACCESS_TOKEN_LIFETIME: '86400',
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'test-model',
      // Longer than the crowds last, so that clients that do not read stay connected.
      IDLE_TIMEOUT: '3600',
      LLM_TIMEOUT: '20',
      LLM_FIRST_TOKEN_TIMEOUT: '3',
      LLM_TOKEN_TIMEOUT: '3',
      LOG_LEVEL: 'error',
    }
    let replica: Replica | undefined
    const start = async () => {
      replica = await startReplica(t, postgres.connection, settings)
    }
    await start()
    return {
      url: `http://127.0.0.1:${PORT}`,
      current: () =>
        replica?.child.exitCode === null && replica.child.signalCode === null ? replica : undefined,
      async kill() {
        await replica?.kill()
      },
      async state() {
        const { child } = replica ?? {}
        if (child === undefined || child.exitCode !== null)
          throw new Error('A replica has ended unexpectedly')
        const [live, resident, open] = [
          await heap(child, METRICS_PORT),
          await memory(child),
          await descriptors(child),
        ]
        return `${live.toFixed()} | ${resident.toFixed()} | ${open}`
      },
      start,
    }
  }
  const replicas = [await supervised(), await supervised()] as const
  return { postgres, model, files, replicas }
}

export type World = Awaited<ReturnType<typeof createWorld>>
