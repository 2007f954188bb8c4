import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { problem } from '../http/problems/problem.ts'
import { cachedCheck } from './cached-check.ts'
import { pingDatabase } from './queries.ts'

interface Dependencies {
  readonly db: Kysely<DB>
  readonly storage: { check(): Promise<void> }
  readonly isStopping: () => boolean
}

export const healthRoutes = routesOf('health', ({ db, isStopping, storage }: Dependencies) => {
  // These operations are public and unlimited, so they must not become a way to overload the database or the
  // storage.
  const checkDatabase = cachedCheck(
    () => pingDatabase(db, {}),
    () => problem('database_unavailable'),
  )
  const checkStorage = cachedCheck(
    () => storage.check(),
    () => problem('storage_unavailable'),
  )
  return {
    getHealth: async () => ({ status: 200, body: { status: 'ok' } }),

    getReadiness: async () => {
      if (isStopping()) return problem('shutting_down')
      await Promise.all([checkDatabase(), checkStorage()])
      return { status: 200, body: { status: 'ok' } }
    },
  }
})
