/** Classification of database failures: temporary or not, and whether the statement may have taken effect. */
import t from 'tap'
import {
  DatabaseUnreachable,
  endsConnection,
  isUnavailable,
  outcomeOf,
  violatedConstraint,
} from '../../src/database/failures.ts'

const failure = (message: string, members: object = {}) => Object.assign(new Error(message), members)
const stateOf = (code: string, severity = 'ERROR') => failure('PostgreSQL says', { code, severity })

t.test('errors of PostgreSQL are classified by SQLSTATE', async (t) => {
  for (const [code, isLater, isDefinite, isCostly] of [
    ['08000', true, false, true], // connection_exception
    ['08006', true, false, true], // connection_failure
    ['08007', true, false, true], // transaction_resolution_unknown
    ['08P01', true, false, true], // protocol_violation
    ['22021', false, true, false], // character_not_in_repertoire
    ['23505', false, true, false], // unique_violation
    ['23514', false, true, false], // check_violation
    ['25006', true, true, true], // read_only_sql_transaction
    ['25P02', false, true, false], // in_failed_sql_transaction
    ['40001', true, true, false], // serialization_failure
    ['40003', true, false, false], // statement_completion_unknown
    ['40P01', true, true, false], // deadlock_detected
    ['42P01', false, true, false], // undefined_table
    ['53100', true, true, false], // disk_full
    ['53200', true, true, false], // out_of_memory
    ['53300', true, true, false], // too_many_connections
    ['54000', false, true, false], // program_limit_exceeded
    ['55P03', true, true, false], // lock_not_available
    ['57014', true, true, false], // query_canceled
    ['58030', true, true, false], // io_error
    ['P0001', false, true, false], // raise_exception
    ['XX000', false, false, false], // internal_error
    ['XX001', false, false, false], // data_corrupted
  ] as const) {
    const error = stateOf(code)
    t.equal(isUnavailable(error), isLater, `${code}: temporary`)
    t.equal(outcomeOf(error) === 'definite', isDefinite, `${code}: definite`)
    t.equal(endsConnection(error), isCostly, `${code}: connection is lost`)
  }
})

t.test('an error that ends the connection has an unknown outcome', async (t) => {
  // Such as 57P01 while the commit waits for a standby: the primary has already committed.
  for (const code of [
    '25P03',
    '25P04',
    '28P01',
    '3D000',
    '53300',
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '55000',
    'XX000',
  ])
    for (const severity of ['FATAL', 'PANIC']) {
      const error = stateOf(code, severity)
      t.equal(isUnavailable(error), true, code)
      t.equal(outcomeOf(error), 'unknown', code)
      t.equal(endsConnection(error), true, code)
    }
})

t.test('errors of sockets and of pg mean that the database is unavailable', async (t) => {
  const codes =
    'EADDRINUSE EADDRNOTAVAIL EAGAIN EAI_AGAIN EAI_FAIL ECANCELED ECONNABORTED ECONNREFUSED ECONNRESET EHOSTDOWN ' +
    'EHOSTUNREACH ENETDOWN ENETRESET ENETUNREACH ENOBUFS ENOTCONN ENOTFOUND EPIPE EPROTO ESHUTDOWN ETIMEDOUT'
  const errors = [
    ...codes.split(' ').map((code) => failure(code, { code, syscall: 'read' })),
    ...['EACCES', 'EMFILE', 'ENFILE', 'ENOENT', 'EPERM'].map((code) =>
      failure(code, { code, syscall: 'connect' }),
    ),
    failure('Connection terminated'),
    failure('Connection terminated unexpectedly'),
    failure('Query read timeout'),
    failure('timeout exceeded when trying to connect'),
    failure('Client has encountered a connection error and is not queryable'),
    failure('Client was closed and is not queryable'),
  ]
  for (const error of [...errors, new AggregateError(errors.slice(0, 2))]) {
    t.equal(isUnavailable(error), true, error.message)
    t.equal(outcomeOf(error), 'unknown', error.message)
    t.equal(endsConnection(error), true, error.message)
    const unreachable = new DatabaseUnreachable(error)
    t.equal(isUnavailable(unreachable), true)
    t.equal(outcomeOf(unreachable), 'unavailable')
    if (!(error instanceof AggregateError)) t.match(unreachable.message, error.message)
  }
})

t.test('other errors are bugs', async (t) => {
  for (const error of [
    new TypeError('undefined is not a function'),
    failure('no such file', { code: 'ENOENT', syscall: 'open' }),
    failure('permission denied', { code: 'EACCES', syscall: 'unlink' }),
    failure('no space', { code: 'ENOSPC', syscall: 'write' }),
    failure('of a library', { code: 'ECONNRESET' }),
    new AggregateError([new Error('whatever')]),
    'a text',
    undefined,
  ]) {
    t.equal(isUnavailable(error), false, String(error))
    t.equal(outcomeOf(error), 'bug', String(error))
  }
})

t.test('a violated constraint is named, also by another node of Citus', async (t) => {
  const named = Object.assign(stateOf('23503'), { constraint: 'messages_chat' })
  t.equal(violatedConstraint(named), 'messages_chat')
  for (const [code, message, expected] of [
    [
      '23505',
      'duplicate key value violates unique constraint "idempotency_keys_pkey_102040"',
      'idempotency_keys_pkey',
    ],
    [
      '23503',
      'insert or update on table "messages_102098" violates foreign key constraint "messages_parent_102098"',
      'messages_parent',
    ],
    [
      '23514',
      'new row for relation "messages_102098" violates check constraint "messages_order"',
      'messages_order',
    ],
    ['57014', 'canceling statement due to statement timeout', undefined],
  ] as const)
    t.equal(violatedConstraint(failure(message, { code, severity: 'ERROR' })), expected, message)
  t.equal(
    violatedConstraint(new Error('violates check constraint "messages_order"')),
    undefined,
    'not of PostgreSQL',
  )
})
