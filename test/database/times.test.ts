/** Time format of the API. */
import { sql } from 'kysely'
import t from 'tap'
import { oneConnection } from '../support/database.ts'

t.test('times have a fixed number of digits, so that they sort as text', async (t) => {
  const db = await oneConnection(t)
  for (const [time, text] of [
    ['2026-11-23 09:31:00+00', '2026-11-23T09:31:00.000Z'],
    ['2026-11-23 09:31:00.1+00', '2026-11-23T09:31:00.100Z'],
    ['2026-11-23 09:31:00.103+00', '2026-11-23T09:31:00.103Z'],
    ['2026-11-23 10:31:00.12+01', '2026-11-23T09:31:00.120Z'],
  ]) {
    const { rows } = await sql<{ time: string }>`select ${time}::timestamptz(3) as time`.execute(db)
    t.equal(rows[0]?.time, text)
  }
})
