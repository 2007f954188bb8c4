import { sql } from 'kysely'
import { rows } from '../database/statement.ts'

export const usageBetween = rows((db, p: { user: number; from: string; to: string }) =>
  db
    .selectFrom('usage')
    .select(['day', 'model', 'runs', 'prompt_tokens', 'completion_tokens', 'total_tokens'])
    .select(['cached_tokens', 'cache_write_tokens', 'reasoning_tokens'])
    .where('user_id', '=', p.user)
    .where('day', '>=', sql<string>`${p.from}::date`)
    .where('day', '<=', sql<string>`${p.to}::date`)
    .orderBy('day')
    .orderBy('model'),
)
