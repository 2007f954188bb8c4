import { sql } from 'kysely'
import { keptChat } from '../../database/deleted.ts'
import { nextUpdate } from '../../database/row-versions.ts'
import { oneRow, row } from '../../database/statement.ts'
import { hasLease, MAX_TITLE_ATTEMPTS } from './run-texts.ts'

export type Purpose = 'answer' | 'title'

/**
 * Creates a run with its first event, in a chat also its prompt and answer messages, and under a key the key.
 * Resolves to an id of null if no run was created: the worker's lease is invalid, or the chat needs no title.
 *
 * @param p.replacing unbilled run that the new one replaces under its key; its messages are replaced too
 * @throws a violation of runs_chat or messages_file if these are not the user's, of
 *   runs_one_active_in_a_chat, or of idempotency_keys_pkey
 */
export const createRun = oneRow(
  (
    _,
    p: {
      user: number
      purpose: Purpose
      chat: number | null
      worker: string
      model: string
      prompt: string
      system: string | null
      temperature: number | null
      maxTokens: number | null
      reasoningEffort: string | null
      /** Like the next two, JSON. */
      tools: string | null
      toolChoice: string | null
      outputSchema: string | null
      overflow: 'drop' | 'error' | null
      file: number | null
      attachment: string | null
      key: string | null
      fingerprint: Buffer | null
      replacing: number | null
    },
  ) =>
    sql<{ leased: boolean; id: number | null; prompt_message: number | null; started: string }>`
      with leased as (
        select ${hasLease(p.worker)} as leased
      ), naming as (
        update chats set title_attempts = title_attempts + 1 from leased
        where leased and ${p.purpose}::run_purpose = 'title' and user_id = ${p.user} and id = ${p.chat}
          and deleted_at is null and awaits_title and title_attempts < ${MAX_TITLE_ATTEMPTS}
        returning id
      ), kept as materialized (
        -- The chat to be named is locked already, and the same statement cannot lock it again.
        select case when ${p.chat}::bigint is not null
          then coalesce((select id from naming), ${keptChat(p.user, sql`${p.chat}`, 'no key update')}) end as chat
      ), run as (
        insert into runs (user_id, purpose, chat_id, worker_id, status, model, prompt_tokens)
        select ${p.user}::bigint, ${p.purpose}::run_purpose, kept.chat, ${p.worker}::uuid, 'queued', ${p.model},
          (octet_length(${p.prompt}::text) + 3) / 4
        from leased, kept where leased and (${p.purpose}::run_purpose = 'answer' or exists (select from naming))
        returning *
      ), given as (
        insert into run_inputs (user_id, run_id, prompt, system, temperature, max_tokens, reasoning_effort, tools,
          tool_choice, output_schema, overflow, attachment)
        select ${p.user}::bigint, run.id, case when run.chat_id is null then ${p.prompt}::text end, ${p.system}::text,
          ${p.temperature}::float8, ${p.maxTokens}::integer, ${p.reasoningEffort}::text, ${p.tools}::jsonb,
          ${p.toolChoice}::jsonb, ${p.outputSchema}::jsonb, ${p.overflow}::text, ${p.attachment}::jsonb
        from run
      ), replaced as (
        delete from idempotency_keys as key using run
        where key.user_id = ${p.user} and key.key = ${p.key} and key.run_id = ${p.replacing} and key.reusable
        returning key.key, key.run_id
      ), under_key as (
        -- After that deletion: of two that replace a run, the second finds the key taken.
        insert into idempotency_keys (user_id, key, fingerprint, run_id)
        select ${p.user}::bigint, ${p.key}::text, ${p.fingerprint}::bytea, run.id
        from run, (select count(*) from replaced) as deletion where ${p.key}::text is not null
      ), asked as (
        insert into messages (user_id, chat_id, file_id, role, content, run_id, run_part)
        select ${p.user}::bigint, run.chat_id, ${p.file}::bigint, 'user', ${p.prompt}::text, run.id, 'prompt'
        from run where run.chat_id is not null and run.purpose = 'answer'
        returning id, chat_id, run_id
      ), answered as (
        -- Out of the other one, so that it comes after it.
        insert into messages (user_id, chat_id, role, content, run_id, run_part, status)
        select ${p.user}::bigint, chat_id, 'assistant', '', run_id, 'answer', 'running' from asked
        returning id
      ), unsaid as (
        -- Out of its chat. What a client has made of them since stays.
        delete from messages using replaced, run
        where messages.user_id = ${p.user} and messages.run_id = ${p.replacing} and messages.chat_id = run.chat_id
          and (messages.status = 'failed' or messages.run_part = 'prompt' and messages.content = ${p.prompt}::text)
        returning messages.id
      ), touched as (
        update chats set updated_at = ${nextUpdate('chats')}, message_count = message_count
          + (select count(*) from asked) + (select count(*) from answered) - (select count(*) from unsaid)
        from asked where chats.user_id = ${p.user} and chats.id = asked.chat_id
      ), started as (
        insert into run_events (user_id, run_id, sequence, payload)
        select ${p.user}::bigint, run.id, 1, format(
          '{"type":"started","sequence":1,"run":%s,"chat":%s,"prompt_message":%s,"answer_message":%s}',
          run.id, coalesce(run.chat_id::text, 'null'), coalesce(asked.id::text, 'null'), coalesce(answered.id::text, 'null'))::json
        from run left join asked on true left join answered on true
        returning run_id, payload
      )
      select leased, run_id as id, (payload ->> 'prompt_message')::bigint as prompt_message, payload::text as started
      from leased left join started on true`,
)

/** Deletes a run that was not yet sent to the provider, and its messages. */
export const withdrawRun = row(
  (_, p: { user: number; id: number; worker: string }) =>
    sql<{ id: number }>`
    with run as (
      delete from runs
      where user_id = ${p.user} and id = ${p.id} and worker_id = ${p.worker} and status = 'queued' returning id
    ), held as (
      -- Chats are locked before their messages. A client may have moved one of these to another chat.
      select id from chats where user_id = ${p.user} and exists (select from run) and id in (
        select chat_id from messages where user_id = ${p.user} and run_id = ${p.id}
      ) order by id for no key update
    ), unsaid as (
      delete from messages using run
      where messages.user_id = ${p.user} and messages.run_id = ${p.id} and (select count(*) from held) > 0
      returning messages.chat_id
    ), counted as (
      update chats set message_count = message_count - unsaid.messages
      from (select chat_id, count(*) as messages from unsaid group by chat_id) as unsaid
      where chats.user_id = ${p.user} and chats.id = unsaid.chat_id
    )
    select id from run`,
)
