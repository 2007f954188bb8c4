-- A run is a call of the model that lives on its own: it outlives the request that began it, and the process too.
create type run_state as enum ('queued', 'running', 'completed', 'incomplete', 'failed', 'cancelled');
alter table runs alter column status type run_state using status::text::run_state;
drop type run_status;
alter type run_state rename to run_status;
alter type finish_reason add value 'cancelled';
create type run_purpose as enum ('answer', 'title');

-- Who works on runs, and until when that is to be believed.
create table workers (
  id uuid primary key,
  expires_at timestamptz(3) not null
);

alter table runs
  add purpose run_purpose not null default 'answer',
  add chat_id bigint,
  -- Whose run it is to work on; nobody's once it has ended.
  add worker_id uuid,
  add prompt text not null default '',
  add content text not null default '',
  add attachment jsonb,
  add context jsonb,
  add attempts jsonb not null default '[]',
  -- What a failed one failed of, as the API calls it.
  add error_code text,
  add usage_estimated boolean not null default false,
  add started_at timestamptz(3),
  add ended_at timestamptz(3),
  add cancel_requested_at timestamptz(3);
update runs set started_at = created_at, ended_at = created_at;
alter table runs
  alter prompt drop default,
  add constraint runs_chat foreign key (user_id, chat_id) references chats (user_id, id) on delete cascade,
  add constraint runs_ended check (
    (ended_at is null) = (status in ('queued', 'running')) and (ended_at is null) = (worker_id is not null)
  );
create unique index runs_one_active_in_a_chat on runs (chat_id, purpose) where ended_at is null;
create index runs_active on runs (worker_id) where ended_at is null;
create index runs_by_chat on runs (chat_id, id) where chat_id is not null;

-- What a run's stream consists of, as it is sent. One worker writes them, each run's in order and without a gap.
create table run_events (
  run_id bigint not null constraint run_events_run references runs on delete cascade,
  sequence integer not null,
  payload json not null,
  primary key (run_id, sequence)
);

-- A message of a run that is under way is empty here: its text is in the run's events until it has ended.
create type message_status as enum ('running', 'completed', 'incomplete', 'failed', 'cancelled');
alter table messages
  add status message_status not null default 'completed',
  add run_id bigint,
  add constraint messages_run foreign key (user_id, run_id) references runs (user_id, id) on delete set null (run_id);
create index messages_by_run on messages (run_id) where run_id is not null;

-- Whether the model is still to name the chat: not once somebody has.
alter table chats add awaits_title boolean not null default false;
update chats set awaits_title = true where title = '';

-- What was used, by day (UTC) and model. It stays when the runs that it was used by go with their chat.
create table usage (
  user_id bigint not null constraint usage_user references users on delete cascade,
  day date not null,
  model text not null,
  runs bigint not null,
  prompt_tokens bigint not null,
  completion_tokens bigint not null,
  total_tokens bigint not null,
  primary key (user_id, day, model)
);
insert into usage
select user_id, (created_at at time zone 'UTC')::date, model, count(*),
  coalesce(sum(prompt_tokens), 0), coalesce(sum(completion_tokens), 0), coalesce(sum(total_tokens), 0)
from runs group by 1, 2, 3;

-- A request that created something, under the key that its client gave it, so that a repetition creates nothing more.
create table idempotency_keys (
  user_id bigint not null constraint idempotency_keys_user references users on delete cascade,
  key text not null,
  -- SHA-256 of the operation and what it was asked.
  fingerprint bytea not null,
  -- What was created: a run, which is read again, or else the object as it was answered. Neither is there while the
  -- transaction that creates it is under way.
  run_id bigint constraint idempotency_keys_run references runs on delete cascade,
  created json,
  created_at timestamptz(3) not null default now(),
  primary key (user_id, key),
  check (num_nonnulls(run_id, created) <= 1)
);
create index idempotency_keys_by_run on idempotency_keys (run_id) where run_id is not null;
create index idempotency_keys_by_age on idempotency_keys (created_at);
