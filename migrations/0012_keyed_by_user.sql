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
