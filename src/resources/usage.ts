import { resource } from '../http/bind.ts'
import { inputError } from '../http/input-messages.ts'
import { invalid } from '../http/validation.ts'
import { quotasLeft } from '../limits/quotas.ts'
import { usageBetween } from '../queries/usage.ts'

const DAY = 86_400_000
const USUAL_DAYS = 30
const MOST_DAYS = 366
/** There is no year 0000 in the database. */
const FIRST_DAY = '0001-01-01'

export const usage = resource('usage', ({ db, quotas }) => ({
  readUsage: async ({ query, user }) => {
    const to = query.to ?? dayOf(Date.now())
    const from = query.from ?? dayOf(Date.parse(to) - (USUAL_DAYS - 1) * DAY)
    const days = (Date.parse(to) - Date.parse(from)) / DAY + 1
    if (to < FIRST_DAY) return invalid([inputError('/query/to', 'tooEarlyDay', FIRST_DAY)])
    if (from < FIRST_DAY || days < 1 || days > MOST_DAYS) {
      return invalid([inputError('/query/from', 'tooFarBack', MOST_DAYS)])
    }
    const reported = usageBetween(db, { user: user.id, from, to })
    const [used, left] = await Promise.all([reported, quotasLeft(db, quotas, user.id)])
    return { status: 200, body: { from, to, days: used, quotas: left } }
  },
}))

/** The day of a time, in UTC. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
