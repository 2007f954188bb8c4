import { type Job, rowJob } from '../jobs/job.ts'
import {
  countExpiredEvents,
  findExpiredEvents,
  noteRemovedEvents,
  removeEvents,
} from './queries/run-events.ts'

/**
 * Removes the events of runs whose time to be resumed to the byte has passed, so that the text of an answer
 * is stored only once.
 */
export const expiredEvents: Job = rowJob({
  name: 'expired_events',
  interval: 60,
  find: findExpiredEvents,
  async process(db, expired) {
    const key = { users: expired.map(({ user }) => user), runs: expired.map(({ id }) => id) }
    // Two statements, because a cluster cannot execute them as one. If the job is interrupted, both are
    // repeated.
    await removeEvents(db, key)
    await noteRemovedEvents(db, key)
  },
  backlog: (db) => countExpiredEvents(db, {}),
})
