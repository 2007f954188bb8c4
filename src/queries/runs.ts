import type { Runs } from '../../generated/database.ts'
import { oneRow } from '../database/statement.ts'

/** Keeps what a call of the model came to. */
export const createRun = oneRow(
  (
    db,
    p: {
      user: number
      status: Runs['status']
      finishReason: Runs['finish_reason']
      model: string
      promptTokens: number | null
      completionTokens: number | null
      totalTokens: number | null
    },
  ) =>
    db
      .insertInto('runs')
      .values({
        user_id: p.user,
        status: p.status,
        finish_reason: p.finishReason,
        model: p.model,
        prompt_tokens: p.promptTokens,
        completion_tokens: p.completionTokens,
        total_tokens: p.totalTokens,
      })
      .returning('id'),
)
