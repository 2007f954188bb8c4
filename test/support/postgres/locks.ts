/** Selects the advisory locks in the current database; `pg_locks` lists those of all databases. */
export const advisoryLocks = `
  select granted from pg_locks join pg_database on pg_database.oid = pg_locks.database
  where locktype = 'advisory' and datname = current_database()`
