-- Keys
--
-- Every key of what belongs to a user begins with the user, so that a user's rows can live together on one of
-- several servers, and each statement of a request finds them there. Ids stay unique by their sequences.

-- Foreign keys depend on the keys that they refer to.
alter table messages
  drop constraint messages_chat,
  drop constraint messages_file,
  drop constraint messages_run;
alter table runs drop constraint runs_chat;
alter table run_events drop constraint run_events_run;
alter table idempotency_keys drop constraint idempotency_keys_run;

alter table chats
  drop constraint chats_pkey,
  drop constraint chats_user_id_id_key,
  add primary key (user_id, id);

alter table files
  drop constraint files_pkey,
  drop constraint files_user_id_id_key,
  drop constraint files_storage_key_key,
  add primary key (user_id, id),
  add constraint files_storage_key unique (user_id, storage_key);

alter table runs
  drop constraint runs_pkey,
  drop constraint runs_user_id_id_key,
  add primary key (user_id, id),
  add constraint runs_chat foreign key (user_id, chat_id) references chats on delete cascade;
drop index runs_one_active_in_a_chat, runs_by_chat, runs_active_by_user;
-- Also what counts for a user's quota of active runs.
create unique index runs_one_active_in_a_chat on runs (user_id, chat_id, purpose) where ended_at is null;
create index runs_by_chat on runs (user_id, chat_id, id) where chat_id is not null;

-- Copied, because an update of every row would leave the table twice as large. Events of a run that ended a while
-- ago are left behind; see "Texts".
alter table run_events rename to unkeyed_run_events;
alter table unkeyed_run_events rename constraint run_events_pkey to unkeyed_run_events_pkey;
create table run_events (
  user_id bigint not null,
  run_id bigint not null,
  sequence integer not null,
  payload json not null
);
insert into run_events
select runs.user_id, event.run_id, event.sequence, event.payload
from unkeyed_run_events as event join runs on runs.id = event.run_id
where runs.ended_at is null or runs.ended_at > now() - interval '5 minutes'
order by runs.user_id, event.run_id, event.sequence;
alter table run_events
  add primary key (user_id, run_id, sequence),
  add constraint run_events_run foreign key (user_id, run_id) references runs on delete cascade;

-- A row that others refer to is deleted by a statement that first clears their references: `on delete set null`
-- cannot be distributed.
alter table messages
  drop constraint messages_pkey,
  drop constraint messages_user_id_id_key,
  add primary key (user_id, id),
  add constraint messages_chat foreign key (user_id, chat_id) references chats on delete cascade,
  add constraint messages_file foreign key (user_id, file_id) references files,
  add constraint messages_run foreign key (user_id, run_id) references runs;
drop index messages_by_chat, messages_by_file, messages_by_run;
create index messages_by_chat on messages (user_id, chat_id, id);
create index messages_by_file on messages (user_id, file_id) where file_id is not null;
create index messages_by_run on messages (user_id, run_id) where run_id is not null;

alter table sessions
  drop constraint sessions_pkey,
  add primary key (user_id, id);
drop index sessions_by_user;

alter table idempotency_keys
  add constraint idempotency_keys_run foreign key (user_id, run_id) references runs on delete cascade;
drop index idempotency_keys_by_run;
create index idempotency_keys_by_run on idempotency_keys (user_id, run_id) where run_id is not null;

-- Background jobs
--
-- When each is due and which replica executes it. The hold is a row and not an advisory lock, because a session's
-- locks do not survive a pooler that shares sessions between transactions.
create table jobs (
  name text primary key,
  due_at timestamptz not null default now(),
  held_by uuid,
  held_until timestamptz,
  -- How many rows were due when that was last counted, and since when the oldest was.
  backlog bigint not null default 0,
  oldest_due_at timestamptz
);

create index sessions_by_expiry on sessions (expires_at);
create index login_addresses_by_age on login_addresses (used_at);

-- Bulk deletion
--
-- Deleting a chat or an account marks it, whatever it holds. A job then removes that in batches, and the marked row
-- last.
alter table chats add deleted_at timestamptz(3);
create index chats_deleted on chats (user_id, id) where deleted_at is not null;

alter table users
  add deleted_at timestamptz(3),
  -- The username of a deleted account is free at once.
  alter username_key drop not null;
create index users_deleted on users (deleted_at) where deleted_at is not null;

-- Counters
--
-- Maintained by the statements that insert, move and delete rows, so that nothing counts them. The counters of a
-- deleted chat or user are not.
create table user_totals (
  user_id bigint primary key constraint user_totals_user references users on delete cascade,
  files bigint not null default 0,
  stored_bytes bigint not null default 0
) with (fillfactor = 80);
insert into user_totals (user_id, files, stored_bytes)
select user_id, count(*), coalesce(sum(size), 0) from files group by user_id;

alter table chats add message_count bigint not null default 0;
update chats set message_count = counted.messages
from (select user_id, chat_id, count(*) as messages from messages group by user_id, chat_id) as counted
where chats.user_id = counted.user_id and chats.id = counted.chat_id;

-- A bucket changes with each request. Without an index on what changes, and with room on its page, a new state
-- needs no entry in an index and no vacuum.
drop index rate_buckets_by_time;
alter table rate_buckets set (fillfactor = 50);

-- Texts
--
-- Each text is stored once: prompt and answer of a run in a chat are those of its messages, and the events of a run
-- go a while after its end. What a run was asked with and what came of it are apart from its row, which changes
-- often.
create table run_inputs (
  user_id bigint not null,
  run_id bigint not null,
  -- Null in a chat.
  prompt text,
  system text,
  temperature double precision,
  max_tokens integer,
  overflow text constraint run_inputs_overflow check (overflow in ('drop', 'error')),
  attachment jsonb
);
insert into run_inputs
select user_id, id, case when chat_id is null then prompt end, system, temperature, max_tokens, overflow, attachment
from runs order by user_id, id;
alter table run_inputs
  add primary key (user_id, run_id),
  add constraint run_inputs_run foreign key (user_id, run_id) references runs on delete cascade;

create table run_results (
  user_id bigint not null,
  run_id bigint not null,
  -- Of its last event, which it keeps when its events have gone.
  last_sequence integer not null,
  -- Null in a chat.
  content text,
  reasoning text not null,
  context jsonb,
  attempts jsonb not null
);
insert into run_results
select user_id, id, coalesce(event.last, 0), case when chat_id is null then content end,
  case when chat_id is null or exists (
    select from messages
    where messages.user_id = runs.user_id and messages.run_id = runs.id and messages.run_part = 'answer'
  ) then reasoning else '' end,
  context, attempts
from runs
left join (select run_id, max(sequence) as last from unkeyed_run_events group by run_id) as event on event.run_id = id
where ended_at is not null order by user_id, id;
drop table unkeyed_run_events;
alter table run_results
  add primary key (user_id, run_id),
  add constraint run_results_run foreign key (user_id, run_id) references runs on delete cascade;

-- While a run is active, `prompt_tokens` is an estimate.
update runs set prompt_tokens = (octet_length(prompt) + 3) / 4 where ended_at is null;
-- When to remove the events of a run; null while it is active and once they have gone.
alter table runs add events_until timestamptz(3);
alter table runs
  drop prompt,
  drop system,
  drop temperature,
  drop max_tokens,
  drop overflow,
  drop content,
  drop reasoning,
  drop attachment,
  drop context,
  drop attempts;
-- Not an update, so that the table is written anew, without the columns that have gone.
alter table runs alter events_until type timestamptz(3)
  using case when ended_at > now() - interval '5 minutes' then ended_at + interval '5 minutes' end;
create index runs_with_events on runs (events_until) where events_until is not null;

-- A key refers to what was created under it, which is read again.
alter table idempotency_keys add created_id bigint;
update idempotency_keys set created_id = (created ->> 'id')::bigint where created is not null;
alter table idempotency_keys
  drop created,
  add check (num_nonnulls(run_id, created_id) <= 1);

-- Times
--
-- PostgreSQL takes sums and parts of times to depend on the time zone, so that on several servers an update could not
-- contain them. These do not depend on it.
create function next_update(previous timestamptz, at timestamptz) returns timestamptz
  language sql immutable parallel safe
  as $$ select greatest(at, previous + interval '1 millisecond') $$;
create function milliseconds_of(at timestamptz) returns bigint
  language sql immutable parallel safe
  as $$ select (extract(epoch from at) * 1000)::bigint $$;

-- Stored objects
--
-- The bytes of a file have a row from before the first one until the last one is removed, so that bytes which no file
-- refers to are found without listing the storage. The row outlives its user.
create type object_state as enum ('pending', 'live', 'deleting');

create table stored_objects (
  user_id bigint not null,
  storage_key text not null,
  -- An upload is in progress, a file has the bytes, or they are to be removed. A state never returns to an earlier one.
  state object_state not null default 'pending',
  -- When the upload last showed that it continues, or when the bytes became useless.
  touched_at timestamptz(3) not null default now(),
  primary key (user_id, storage_key)
);
create index stored_objects_to_remove on stored_objects (state, touched_at) where state <> 'live';

insert into stored_objects (user_id, storage_key, state)
select user_id, storage_key, 'live' from files where storage_key is not null;
alter table files add constraint files_object foreign key (user_id, storage_key) references stored_objects;

drop table sweeps;
