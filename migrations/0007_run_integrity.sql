-- Which of its run's messages one is. Its role does not say: a client can change that.
create type run_part as enum ('prompt', 'answer');
alter table messages add run_part run_part;
update messages set run_part = case
    when messages.id = (event.payload ->> 'prompt_message')::bigint then 'prompt'
    when messages.id = (event.payload ->> 'answer_message')::bigint then 'answer'
  end::run_part
from run_events as event where event.run_id = messages.run_id and event.sequence = 1;
