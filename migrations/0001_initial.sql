create table users (
  id bigint generated always as identity primary key,
  username text not null,
  -- The username after NFKC and case folding, which the application does: lower() here does not agree with Unicode.
  username_key text not null constraint users_username_taken unique,
  password_hash text not null,
  created_at timestamptz(3) not null default now()
);

-- A session is a family of refresh tokens, of which only the newest is good. Hashes are kept, never tokens.
create table sessions (
  id uuid primary key,
  user_id bigint not null constraint sessions_user references users on delete cascade,
  token_hash bytea not null,
  -- What was traded for the token above, and when: traded again at once, it gets the same successor.
  parent_hash bytea,
  rotated_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index sessions_by_user on sessions (user_id);

-- Sessions whose access tokens must no longer be taken, until those have expired by themselves. Replicas read what is
-- new by transaction id, because neither a sequence nor a clock has the order in which transactions become visible.
create table revocations (
  session_id uuid primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  expires_at timestamptz(3) not null
);
create index revocations_by_transaction on revocations (transaction_id);
create index revocations_by_expiry on revocations (expires_at);

-- The unique (user_id, id) of the tables below serves their lists, page by page, and lets a foreign key hold both that
-- a referred row exists and that it belongs to the same user.
create table chats (
  id bigint generated always as identity primary key,
  user_id bigint not null constraint chats_user references users on delete cascade,
  title text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (user_id, id)
);

create table files (
  id bigint generated always as identity primary key,
  user_id bigint not null constraint files_user references users on delete cascade,
  name text not null,
  content_type text not null,
  -- Bytes in storage, or an address elsewhere: one of the two.
  storage_key text unique,
  size bigint,
  sha256 text,
  stored_at timestamptz(3),
  url text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (user_id, id),
  constraint files_stored_or_linked check (
    case when url is null
      then num_nulls(storage_key, size, sha256, stored_at) = 0
      else num_nonnulls(storage_key, size, sha256, stored_at) = 0
    end
  )
);

create type message_role as enum ('user', 'assistant', 'system');

create table messages (
  id bigint generated always as identity primary key,
  user_id bigint not null,
  chat_id bigint not null,
  file_id bigint,
  role message_role not null,
  content text not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (user_id, id),
  constraint messages_chat foreign key (user_id, chat_id) references chats (user_id, id) on delete cascade,
  constraint messages_file foreign key (user_id, file_id) references files (user_id, id) on delete set null (file_id)
);
create index messages_by_chat on messages (chat_id, id);
create index messages_by_file on messages (file_id) where file_id is not null;

create type run_status as enum ('completed', 'incomplete');
create type finish_reason as enum ('stop', 'length', 'content_filter', 'tool_calls', 'other');

-- What each call of the model came to.
create table runs (
  id bigint generated always as identity primary key,
  user_id bigint not null constraint runs_user references users on delete cascade,
  status run_status not null,
  finish_reason finish_reason,
  model text not null,
  prompt_tokens bigint,
  completion_tokens bigint,
  total_tokens bigint,
  created_at timestamptz(3) not null default now(),
  unique (user_id, id)
);
