import { type RawBuilder, sql } from 'kysely'
import { nextUpdate } from '../../database/row-versions.ts'
import { oneRow, row } from '../../database/statement.ts'
import { hasLease, MAX_TITLE_ATTEMPTS } from './run-texts.ts'

export type Purpose = 'answer' | 'title'

/** Created run, with the settings of the request or, for those that it lacks, of its chat. */
interface CreatedRun {
  readonly leased: boolean
  /** False if the model of the chat is no longer offered. */
  readonly is_offered: boolean
  readonly id: number | null
  readonly prompt_message: number | null
  /** False if the prompt is the first message of its branch, so that it has no context. */
  readonly is_continued: boolean
  readonly started: string
  /** Null if neither the request nor the chat names one. */
  readonly requested_model: string | null
  readonly system: string | null
  readonly temperature: number | null
  readonly max_tokens: number | null
  readonly reasoning_effort: string | null
}

/**
 * Selects, for each deleted message in the CTE `removed` (`id`, `parent_id`), the nearest message above it
 * that remains. At most two messages are deleted, so this is the parent or the parent's parent.
 */
const survivors = sql`survivor as (
  select removed.id, case when above.id is null then removed.parent_id else above.parent_id end as parent
  from removed left join removed as above on above.id = removed.parent_id
)`

/** Moves the children of deleted messages to the `survivors` of their parents. */
const orphans = (user: number): RawBuilder<unknown> => sql`orphans as (
  update messages set parent_id = survivor.parent from survivor join removed on removed.id = survivor.id
  where messages.user_id = ${user} and messages.chat_id = removed.chat_id and messages.parent_id = survivor.id
    and messages.id not in (select id from removed)
)`

/**
 * Creates a run with its first event and, if given, its messages in a chat and its idempotency key. Resolves
 * to an id of null if no run was created: the worker's lease is invalid, the chat has a model that is not
 * offered, or it needs no title.
 *
 * @param p.model null for that of the chat, or else the first of `models`; other settings default to those of
 *   the chat
 * @param p.promptMessage message that is answered again, whose text is `prompt`; null to add one
 * @param p.atLeaf true to add the prompt below the leaf of the chat, whatever `parent` is
 * @param p.parts stored parts of the prompt's message
 * @param p.replacing unbilled run that the new one replaces under its key; its messages are replaced too
 * @throws a violation of runs_chat, messages_file or message_files_file if these are not the user's, of
 *   messages_parent or messages_order if the parent is not a message of the chat, of
 *   runs_one_active_in_a_chat, or of idempotency_keys_pkey. If a run is replaced, messages_parent may also
 *   mean that the chat has changed meanwhile; another attempt sees the change.
 */
export const createRun = oneRow(
  (
    _,
    p: {
      user: number
      purpose: Purpose
      chat: number | null
      worker: string
      model: string | null
      models: readonly string[]
      prompt: string
      promptMessage: number | null
      atLeaf: boolean
      parent: number | null
      files: readonly number[]
      parts: string | null
      system: string | null
      temperature: number | null
      maxTokens: number | null
      reasoningEffort: string | null
      tools: string | null
      toolChoice: string | null
      outputSchema: string | null
      overflow: 'drop' | 'error' | null
      attachments: string | null
      key: string | null
      fingerprint: Buffer | null
      replacing: number | null
    },
  ) =>
    sql<CreatedRun>`
      with leased as (
        select ${hasLease(p.worker)} as leased
      ), naming as (
        update chats set title_attempts = title_attempts + 1 from leased
        where leased and ${p.purpose}::run_purpose = 'title' and user_id = ${p.user} and id = ${p.chat}
          and deleted_at is null and awaits_title and title_attempts < ${MAX_TITLE_ATTEMPTS}
        returning id
      ), locked_chat as materialized (
        -- Not the chat of a title: it is locked by the update above, and a statement cannot lock a row twice.
        select id, leaf_id, system, model, settings from chats
        where ${p.purpose}::run_purpose = 'answer' and user_id = ${p.user} and id = ${p.chat}
          and deleted_at is null
        for no key update
      ), settings as materialized (
        -- If the chat is missing or deleted, its id is 0, which violates the foreign key runs_chat.
        select locked_chat.leaf_id, coalesce(${p.model}::text, locked_chat.model) as model,
          case when ${p.chat}::bigint is not null
            then coalesce((select id from naming), locked_chat.id, 0) end as chat,
          coalesce(${p.system}::text, locked_chat.system) as system,
          coalesce(${p.temperature}::float8, (locked_chat.settings ->> 'temperature')::float8) as temperature,
          coalesce(${p.maxTokens}::integer, (locked_chat.settings ->> 'max_tokens')::integer) as max_tokens,
          coalesce(${p.reasoningEffort}::text, locked_chat.settings ->> 'reasoning_effort')
            as reasoning_effort
        from (select) as always left join locked_chat on true
      ), offered as (
        select coalesce(model = any(${p.models}::text[]), true) as is_offered from settings
      ), run as (
        insert into runs (user_id, purpose, chat_id, worker_id, status, model, prompt_tokens)
        select ${p.user}::bigint, ${p.purpose}::run_purpose, settings.chat, ${p.worker}::uuid, 'queued',
          coalesce(settings.model, (${p.models}::text[])[1]), (octet_length(${p.prompt}::text) + 3) / 4
        from leased, settings, offered
        where leased and is_offered and (${p.purpose}::run_purpose = 'answer' or exists (select from naming))
        returning *
      ), replaced as (
        delete from idempotency_keys as key using run
        where key.user_id = ${p.user} and key.key = ${p.key} and key.run_id = ${p.replacing} and key.reusable
        returning key.key, key.run_id
      ), claimed_key as (
        -- Depends on the deletion, so that the second of two requests that replace a run finds the key taken.
        insert into idempotency_keys (user_id, key, fingerprint, run_id)
        select ${p.user}::bigint, ${p.key}::text, ${p.fingerprint}::bytea, run.id
        from run, (select count(*) from replaced) as deletion where ${p.key}::text is not null
      ), removed as (
        -- Messages of the replaced run. Those that a client has edited or moved remain, and so does a prompt
        -- with another answer.
        delete from messages using replaced, run
        where messages.user_id = ${p.user} and messages.run_id = ${p.replacing}
          and messages.chat_id = run.chat_id
          and (messages.status = 'failed'
            or messages.run_part = 'prompt' and messages.content = ${p.prompt}::text
            and not exists (
              select from messages as other where other.user_id = ${p.user} and other.chat_id = run.chat_id
                and other.parent_id = messages.id and other.run_id is distinct from ${p.replacing}::bigint))
        returning messages.id, messages.chat_id, messages.parent_id
      ), ${survivors}, ${orphans(p.user)}, replaced_prompt as (
        select messages.parent_id from replaced cross join run join messages on messages.user_id = ${p.user}
          and messages.run_id = ${p.replacing} and messages.run_part = 'prompt'
          and messages.chat_id = run.chat_id
      ), place as materialized (
        -- Parent of the new prompt: that of the replaced one if there is one. The leaf may be removed here.
        select run.id as run, run.chat_id, case
            when exists (select from replaced_prompt) then (select parent_id from replaced_prompt)
            when not ${p.atLeaf}::boolean then ${p.parent}::bigint
            else remaining.leaf end as parent,
          remaining.leaf
        from run cross join settings left join survivor on survivor.id = settings.leaf_id
        cross join lateral (
          select case when survivor.id is null then settings.leaf_id else survivor.parent end as leaf
        ) as remaining
        where run.chat_id is not null and run.purpose = 'answer'
      ), new_prompt as (
        insert into messages (user_id, chat_id, parent_id, file_id, more_files, role, content, parts, run_id,
          run_part)
        select ${p.user}::bigint, place.chat_id, place.parent, (${p.files}::bigint[])[1],
          cardinality(${p.files}::bigint[]) > 1, 'user', ${p.prompt}::text, ${p.parts}::jsonb, place.run,
          'prompt'
        from place where ${p.promptMessage}::bigint is null
        returning id
      ), attached as (
        insert into message_files (user_id, message_id, position, file_id)
        select ${p.user}::bigint, new_prompt.id, one.position, one.file_id
        from new_prompt cross join unnest(${p.files}::bigint[]) with ordinality as one (file_id, position)
        where cardinality(${p.files}::bigint[]) > 1
      ), new_answer as (
        -- Selects from the new prompt, so that the answer is inserted later and has a greater id.
        insert into messages (user_id, chat_id, parent_id, role, content, run_id, run_part, status)
        select ${p.user}::bigint, place.chat_id, coalesce(new_prompt.id, ${p.promptMessage}::bigint),
          'assistant', '', place.run, 'answer', 'running'
        from place left join new_prompt on true
        returning id, chat_id, parent_id
      ), stored_input as (
        insert into run_inputs (user_id, run_id, prompt, system, temperature, max_tokens, reasoning_effort,
          overflow, attachments, prompt_id, tools, tool_choice, output_schema)
        select ${p.user}::bigint, run.id, case when run.chat_id is null then ${p.prompt}::text end,
          settings.system, settings.temperature, settings.max_tokens, settings.reasoning_effort,
          ${p.overflow}::text, ${p.attachments}::jsonb, new_answer.parent_id, ${p.tools}::jsonb,
          ${p.toolChoice}::jsonb, ${p.outputSchema}::jsonb
        from run cross join settings left join new_answer on true
      ), touched as (
        update chats set updated_at = ${nextUpdate('chats')}, leaf_id = new_answer.id,
          is_linear = is_linear
            and place.leaf is not distinct from coalesce(${p.promptMessage}::bigint, place.parent),
          message_count
            = message_count + (select count(*) from new_prompt) + 1 - (select count(*) from removed)
        from new_answer cross join place
        where chats.user_id = ${p.user} and chats.id = new_answer.chat_id
      ), started as (
        insert into run_events (user_id, run_id, sequence, payload)
        select ${p.user}::bigint, run.id, 1, format(
          '{"type":"started","sequence":1,"run":%s,"chat":%s,"prompt_message":%s,"answer_message":%s}',
          run.id, coalesce(run.chat_id::text, 'null'), coalesce(new_answer.parent_id::text, 'null'),
          coalesce(new_answer.id::text, 'null'))::json
        from run left join new_answer on true
        returning run_id, payload
      )
      select leased, is_offered, run_id as id, (payload ->> 'prompt_message')::bigint as prompt_message,
        (place.parent is not null or ${p.promptMessage}::bigint is not null) as is_continued,
        payload::text as started, settings.model as requested_model, settings.system, settings.temperature,
        settings.max_tokens, settings.reasoning_effort
      from leased cross join offered cross join settings left join started on true left join place on true`,
)

/**
 * Deletes a run whose prompt was not yet sent to the provider, and its messages.
 *
 * @throws a violation of messages_parent if a message was added below them meanwhile; another attempt sees it
 */
export const withdrawRun = row(
  (_, p: { user: number; id: number; worker: string }) =>
    sql<{ id: number }>`
    with locked_chats as (
      -- Chats are locked before their runs and messages. A client may have moved a message to another chat.
      select id from chats where user_id = ${p.user} and id = any(array(
        select chat_id from runs where user_id = ${p.user} and id = ${p.id}
        union all select chat_id from messages where user_id = ${p.user} and run_id = ${p.id}
      )) order by id for no key update
    ), run as (
      delete from runs
      where user_id = ${p.user} and id = ${p.id} and worker_id = ${p.worker} and status = 'queued'
        and (select count(*) from locked_chats) >= 0
      returning id
    ), removed as (
      delete from messages using run
      where messages.user_id = ${p.user} and messages.run_id = run.id
      returning messages.id, messages.chat_id, messages.parent_id
    ), ${survivors}, ${orphans(p.user)}, counted as (
      update chats set message_count = message_count - removed.messages, leaf_id = case
          when chats.leaf_id = any(removed.ids)
            then (select parent from survivor where survivor.id = chats.leaf_id)
          else chats.leaf_id end
      from (
        select chat_id, count(*) as messages, array_agg(id) as ids from removed group by chat_id
      ) as removed
      where chats.user_id = ${p.user} and chats.id = removed.chat_id
    )
    select id from run`,
)
