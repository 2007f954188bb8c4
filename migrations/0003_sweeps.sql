-- The one row says when stored bytes that no file refers to were last looked for, so that one replica does it for all,
-- and which storage is this database's: swept for another database, a storage would lose what that one has there.
create table sweeps (
  storage_owner uuid primary key default gen_random_uuid(),
  begun_at timestamptz(3) not null
);
create unique index sweeps_has_one_row on sweeps ((true));
insert into sweeps (begun_at) values ('-infinity');
