/**
 * Thrown if no connection to the database is available, so that nothing was sent. The cause gives the reason.
 */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable'

  constructor(cause: Error) {
    // A name with several addresses fails once per address, in an error without a message.
    const causes = cause instanceof AggregateError ? cause.errors : [cause]
    const reasons = causes.map((error) => (error instanceof Error ? error.message : String(error)))
    super(`No connection to the database: ${reasons.join('; ')}`, { cause })
  }
}

/** Error codes of sockets and DNS. */
const networkCodes = new Set([
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'EAGAIN',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'ECANCELED',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOBUFS',
  'ENODATA',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ESHUTDOWN',
  'ETIMEDOUT',
])

/** Error codes of connection attempts that file operations raise too. */
const connectCodes = new Set(['EACCES', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOTDIR', 'EPERM'])

/** pg throws these without a code or a class of their own. */
const connectionMessages =
  /^(Connection terminated|Query read timeout|timeout (expired|exceeded)|Client (has encountered|was closed)|Cannot use a pool)/

/**
 * SQLSTATEs after which the same request may succeed later, or on another server: connection exceptions
 * (class 08), a server that has become read-only (25006), transaction timeouts (25P03, 25P04), serialization
 * failures and deadlocks (40), insufficient resources (53), lock timeouts (55P03), operator intervention and
 * statement timeouts (57), and failures of the server's disks and files (58).
 */
const unavailableStates = /^(08|25006|25P0[34]|40|53|55P03|57|58)/

/** SQLSTATEs after which a connection is unusable: it has ended, or its server is read-only (25006). */
const connectionStates = /^(08|25006|25P0[34]|57P)/

/** SQLSTATEs that leave open whether the transaction was committed. */
const unknownStates = /^(08|40003)/

/**
 * Returns true if the database is unreachable or too busy, so that the same request may succeed later. The
 * request may have taken effect; see {@link outcomeOf}.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseUnreachable) return true
  if (isSqlState(error)) return isFatal(error) || unavailableStates.test(error.code)
  return isConnectionFailure(error)
}

/**
 * Classifies the outcome of a failed database call:
 *
 * - `definite`: rejected. PostgreSQL rolled its transaction back.
 * - `unavailable`: not sent, because there was no connection.
 * - `unknown`: sent, and the response was lost. It may be committed, now or later.
 * - `bug`: an error that a healthy database does not return; the effect is unknown.
 *
 * Compensate, by removing bytes or abandoning runs, only for `definite`: after any other outcome the row may
 * exist.
 */
export function outcomeOf(error: unknown): 'definite' | 'unavailable' | 'unknown' | 'bug' {
  if (!(error instanceof Error)) return 'bug'
  if (error instanceof DatabaseUnreachable) return 'unavailable'
  if (!isSqlState(error)) return isConnectionFailure(error) ? 'unknown' : 'bug'
  if (isFatal(error) || unknownStates.test(error.code)) return 'unknown'
  return error.code.startsWith('XX') && violatedConstraint(error) === undefined ? 'bug' : 'definite'
}

/**
 * Returns true if PostgreSQL ended a statement because it, or its wait for a lock, took too long. Other
 * statements need not be affected.
 */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && (error.code === '55P03' || error.code === '57014')
}

/** Returns true if PostgreSQL rolled a transaction back because of a deadlock. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && error.code === '40P01'
}

/** Returns true if PostgreSQL, or a cluster, does not support a statement. */
export function isUnsupported(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && error.code === '0A000'
}

/** Returns true if a write failed because the server is read-only. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && error.code === '25006'
}

/** Returns true if a connection is unusable after this error of a statement. */
export function endsConnection(error: Error): boolean {
  return !isSqlState(error) || isFatal(error) || connectionStates.test(error.code)
}

/** Returns the name of the violated constraint; undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !isSqlState(error)) return undefined
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint
  // Of an error of another node, Citus passes on only the message, in which names of keys, but not those of
  // checks, end with the number of the shard.
  return / violates \w+(?: \w+)? constraint "(\w+?)(?:_\d+)?"/.exec(error.message)?.[1]
}

function isConnectionFailure(error: Error): boolean {
  if (error instanceof AggregateError)
    return error.errors.some((each) => each instanceof Error && isConnectionFailure(each))
  const code = 'code' in error ? String(error.code) : ''
  const syscall = 'syscall' in error ? error.syscall : undefined
  if (syscall !== undefined && networkCodes.has(code)) return true
  return (syscall === 'connect' && connectCodes.has(code)) || connectionMessages.test(error.message)
}

function isFatal(error: { readonly severity: unknown }): boolean {
  return error.severity === 'FATAL' || error.severity === 'PANIC'
}

function isSqlState(error: Error): error is Error & { severity: unknown; code: string } {
  return 'severity' in error && 'code' in error && typeof error.code === 'string'
}
