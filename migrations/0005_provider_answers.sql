-- Of an answer that the provider could not finish.
alter type finish_reason add value 'interrupted';

-- How many of the prompt's tokens the provider read from its cache, and how many it wrote to it.
alter table runs
  add cached_tokens bigint not null default 0,
  add cache_write_tokens bigint not null default 0;
alter table usage
  add cached_tokens bigint not null default 0,
  add cache_write_tokens bigint not null default 0;
