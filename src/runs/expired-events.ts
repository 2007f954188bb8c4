import { type Job, rowJob } from '../jobs/job.ts'
import {
  countExpiredEvents,
  findExpiredEvents,
  noteRemovedEvents,
  removeEvents,
} from './queries/run-events.ts'

/**
 * Removes the events of runs that can no longer be resumed to the byte. A text of an answer is then stored
 * once.
 */
export const expiredEvents: Job = rowJob({
  name: 'expired_events',
  interval: 60,
  find: findExpiredEvents,
  async process(db, expired) {
    const key = { users: expired.map(({ user }) => user), runs: expired.map(({ id }) => id) }
    // Two statements, because several servers cannot execute them as one. Interrupted, they are repeated.
    await removeEvents(db, key)
    await noteRemovedEvents(db, key)
  },
  backlog: (db) => countExpiredEvents(db, {}),
})
