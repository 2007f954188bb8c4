import { sql } from 'kysely'
import { rows } from '../database/statement.ts'

/** What a user's runs used, by day and model, from one day to another. */
export const usageBetween = rows((db, p: { user: number; from: string; to: string }) =>
  db
    .selectFrom('usage')
    .select(['day', 'model', 'runs', 'prompt_tokens', 'completion_tokens', 'total_tokens'])
    .where('user_id', '=', p.user)
    .where('day', '>=', sql<string>`${p.from}::date`)
    .where('day', '<=', sql<string>`${p.to}::date`)
    .orderBy('day')
    .orderBy('model'),
)

/** Adds what a run used, where the run itself is gone: deleted with its chat while it was under way. */
export const addUsageOfDeleted = rows(
  (
    _,
    p: {
      run: number
      user: number
      model: string
      promptTokens: number | null
      completionTokens: number | null
      totalTokens: number | null
    },
  ) =>
    sql<{ day: string }>`
      insert into usage as counted (user_id, day, model, runs, prompt_tokens, completion_tokens, total_tokens)
      select users.id, (now() at time zone 'UTC')::date, ${p.model}, 1,
        ${p.promptTokens}::bigint, ${p.completionTokens}::bigint, ${p.totalTokens}::bigint
      from users where users.id = ${p.user} and not exists (select from runs where runs.id = ${p.run})
      on conflict (user_id, day, model) do update set
        runs = counted.runs + excluded.runs,
        prompt_tokens = counted.prompt_tokens + excluded.prompt_tokens,
        completion_tokens = counted.completion_tokens + excluded.completion_tokens,
        total_tokens = counted.total_tokens + excluded.total_tokens
      returning day`,
)
