import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { type Quotas, quotasLeft } from '../limits/quotas.ts'
import { usageBetween } from './queries.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MAX_DAYS = 366
/** First day that PostgreSQL and the contract can both express: earlier years do not have four digits. */
const FIRST_DAY = '0001-01-01'

interface Dependencies {
  readonly db: Kysely<DB>
  readonly quotas: Quotas
}

export const usageRoutes = routesOf('usage', ({ db, quotas }: Dependencies) => ({
  getUsage: async ({ query, user }) => {
    const to = latest(FIRST_DAY, query.to ?? dayOf(Date.now()))
    const from = latest(query.from ?? daysBefore(to, DEFAULT_DAYS - 1), daysBefore(to, MAX_DAYS - 1))
    const reported = usageBetween(db, { user: user.id, from, to })
    const [days, left] = await Promise.all([reported, quotasLeft(db, quotas, user.id)])
    return { status: 200, body: { from, to, days, quotas: left } }
  },
}))

function latest(one: string, other: string): string {
  return one > other ? one : other
}

/** Returns the day a number of days before another, but not before FIRST_DAY. */
function daysBefore(day: string, days: number): string {
  return dayOf(Math.max(Date.parse(day) - days * DAY_MS, Date.parse(FIRST_DAY)))
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
