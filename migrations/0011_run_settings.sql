-- What a run was asked with, as the client gave it, and what the model thought, as far as it shows that.
alter table runs
  add system text,
  add temperature double precision,
  add max_tokens integer,
  add overflow text constraint runs_overflow check (overflow in ('drop', 'error')),
  add reasoning text not null default '';
