-- Token buckets, each as the time at which it is full again: a row whose time has passed is as good as none. What they hold may be
-- lost in a crash, so nothing of it is written twice.
create unlogged table rate_buckets (
  key text primary key,
  full_at timestamptz not null,
  -- How many the last request was given.
  granted integer not null
);
create index rate_buckets_by_time on rate_buckets (full_at);

-- What counts for a user's quota of runs under way.
create index runs_active_by_user on runs (user_id) where ended_at is null;
