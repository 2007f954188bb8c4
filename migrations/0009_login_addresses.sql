-- From where the owner of an account has logged in, as a keyed hash: while others guess the password, these are not slowed.
create table login_addresses (
  user_id bigint not null constraint login_addresses_user references users on delete cascade,
  address_hash bytea not null,
  used_at timestamptz(3) not null default now(),
  primary key (user_id, address_hash)
);
