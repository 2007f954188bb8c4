import { sql } from 'kysely'
import { oneRow } from '../../database/statement.ts'

/**
 * Finds the message with the calls that tool results belong to: the given message, the one that a replaced
 * run continued, or the leaf of the chat. `chat` and `id` are null if there is no such chat or message.
 * `tools` are those of the message's run.
 */
export const findCalls = oneRow(
  (_, p: { user: number; chat: number; parent: number | null; replacing: number | null }) => sql<{
    chat: number | null
    id: number | null
    isComplete: boolean
    parts: unknown
    tools: unknown
  }>`
    with kept as (
      select (select id from chats
        where user_id = ${p.user} and id = ${p.chat} and deleted_at is null) as chat
    ), called as (
      select kept.chat, coalesce(
        ${p.parent}::bigint,
        (select parent_id from messages
          where user_id = ${p.user} and run_id = ${p.replacing} and run_part = 'prompt'),
        (select leaf_id from chats where user_id = ${p.user} and id = kept.chat)) as id
      from kept
    )
    select called.chat, messages.id, messages.parts, input.tools,
      coalesce(messages.role = 'assistant' and messages.status = 'completed', false) as "isComplete"
    from called
    left join messages
      on messages.user_id = ${p.user} and messages.chat_id = called.chat and messages.id = called.id
    left join run_inputs as input on input.user_id = ${p.user} and input.run_id = messages.run_id`,
)
