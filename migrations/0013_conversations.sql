-- Branches
--
-- The messages of a chat are a tree. A parent is older than its children, so that there are no cycles, and in
-- the same chat. The chat knows the message at which a new one is appended.
alter table messages
  add parent_id bigint constraint messages_order check (parent_id < id),
  add edited_at timestamptz(3),
  -- Reasoning, tool calls and tool results, in the order of the message; null without any. Text and files are columns.
  add parts jsonb,
  -- True if its files are in message_files, because it was given several; file_id is the first in any case.
  add more_files boolean not null default false;

-- So far each chat was a list.
update messages set parent_id = earlier.id
from (
  select user_id, id as child, lag(id) over (partition by user_id, chat_id order by id) as id from messages
) as earlier
where messages.user_id = earlier.user_id and messages.id = earlier.child and earlier.id is not null;

drop index messages_by_chat;
alter table messages
  add constraint messages_by_chat unique (user_id, chat_id, id),
  add constraint messages_parent foreign key (user_id, chat_id, parent_id) references messages (user_id, chat_id, id);
-- The id is not a key of them: they would then seem to find a message by its id as well as the other indexes
-- do, and read all of a chat.
create index messages_by_parent on messages (user_id, chat_id, parent_id) include (id) where parent_id is not null;
create index messages_without_parent on messages (user_id, chat_id) include (id) where parent_id is null;

alter table chats
  add leaf_id bigint,
  add system text,
  add model text,
  add settings jsonb not null default '{}';
update chats set leaf_id = newest.id
from (select user_id, chat_id, max(id) as id from messages group by user_id, chat_id) as newest
where chats.user_id = newest.user_id and chats.id = newest.chat_id;

-- All files of a message that was given several.
create table message_files (
  user_id bigint not null,
  message_id bigint not null,
  position integer not null,
  file_id bigint not null,
  primary key (user_id, message_id, position),
  constraint message_files_message foreign key (user_id, message_id) references messages on delete cascade,
  constraint message_files_file foreign key (user_id, file_id) references files
);
create index message_files_by_file on message_files (user_id, file_id);

-- Runs
--
-- What a run was asked with beside its prompt, and what it returned beside its text. Like the text, reasoning
-- and tool calls of a run in a chat are in the message of its answer.
alter table run_inputs rename attachment to attachments;
alter table run_inputs
  -- Message whose text is the prompt; no reference, because it may be deleted.
  add prompt_id bigint,
  add reasoning_effort text,
  add tools jsonb,
  add tool_choice jsonb,
  add output_schema jsonb;
update run_inputs set attachments = jsonb_build_array(attachments) where attachments is not null;
update run_inputs set prompt_id = messages.id from messages
where messages.user_id = run_inputs.user_id and messages.run_id = run_inputs.run_id and messages.run_part = 'prompt';

alter table run_results
  alter reasoning drop not null,
  add tool_calls jsonb,
  -- Why the answer is not valid, if its run failed for that.
  add output_errors jsonb;
update messages
set parts = jsonb_build_array(jsonb_build_object('type', 'reasoning', 'text', run_results.reasoning))
from run_results
where messages.user_id = run_results.user_id and messages.run_id = run_results.run_id
  and messages.run_part = 'answer' and run_results.reasoning <> '';
update run_results set reasoning = null from runs
where runs.user_id = run_results.user_id and runs.id = run_results.run_id and runs.chat_id is not null;

alter table runs add reasoning_tokens bigint not null default 0;
alter table usage add reasoning_tokens bigint not null default 0;
