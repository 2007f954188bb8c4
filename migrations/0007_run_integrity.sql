-- Which of its run's messages one is. Its role does not say: a client can change that.
create type run_part as enum ('prompt', 'answer');
alter table messages add run_part run_part;
update messages set run_part = case
    when messages.id = (event.payload ->> 'prompt_message')::bigint then 'prompt'
    when messages.id = (event.payload ->> 'answer_message')::bigint then 'answer'
  end::run_part
from run_events as event where event.run_id = messages.run_id and event.sequence = 1;

-- How many runs have been begun to name the chat: each may cost something, so they come to an end.
alter table chats add title_attempts integer not null default 0;
update chats set title_attempts = begun.attempts
from (select chat_id, count(*) as attempts from runs where purpose = 'title' group by chat_id) as begun
where chats.id = begun.chat_id and chats.awaits_title;

-- The model as the provider reports it. `model` is what was asked for, by which usage is counted from now on.
alter table runs add reported_model text;
update runs set reported_model = model, model = coalesce(attempts -> -1 ->> 'model', model)
where started_at is not null and ended_at is not null;

-- Whether the run under this key failed before anything was paid, so that the key may begin another one.
alter table idempotency_keys add reusable boolean not null default false;
