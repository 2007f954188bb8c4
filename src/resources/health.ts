import { resource } from '../http/bind.ts'
import { problem } from '../problem.ts'
import { askDatabase } from '../queries/readiness.ts'

export const health = resource('health', ({ db, isClosing, storage }) => ({
  readHealth: async () => ({ status: 200, body: { status: 'ok' } }),

  readReadiness: async () => {
    if (isClosing()) return problem('shutting_down')
    await Promise.all([askDatabase(db, {}), storage.check()])
    return { status: 200, body: { status: 'ok' } }
  },
}))
