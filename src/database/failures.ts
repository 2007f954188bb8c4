/** No connection to the database could be had, so nothing was sent to it. The cause says why. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable'

  constructor(cause: Error) {
    // A name with several addresses fails once for each of them, and the whole has no message.
    const causes = cause instanceof AggregateError ? cause.errors : [cause]
    const reasons = causes.map((error) => (error instanceof Error ? error.message : String(error)))
    super(`No connection to the database: ${reasons.join('; ')}`, { cause })
  }
}

/** What sockets and the look-up of names fail with. */
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

/** What connecting fails with too, but other system calls as well, on files. */
const connectCodes = new Set(['EACCES', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOTDIR', 'EPERM'])

/** pg throws these as bare errors: neither a code nor a class tells them from others. */
const connectionMessages =
  /^(Connection terminated|Query read timeout|timeout (expired|exceeded)|Client (has encountered|was closed)|Cannot use a pool)/

/**
 * SQLSTATEs after which the same request may succeed later, or on another server: connection exceptions
 * (class 08), a server that has become read-only (25006), transactions that were idle or open for too long
 * (25P03, 25P04), serialization failures and deadlocks (40), insufficient resources (53), lock timeouts
 * (55P03), operator intervention and statement timeouts (57), and failures of the server's own disks and
 * files (58).
 */
const unavailableStates = /^(08|25006|25P0[34]|40|53|55P03|57|58)/

/** SQLSTATEs that end their connection, or say that it leads to a server of no use (25006). */
const connectionStates = /^(08|25006|25P0[34]|57P)/

/** SQLSTATEs of errors that do not say whether the transaction was committed. */
const unknownStates = /^(08|40003)/

/**
 * Whether an error means that the database is away or too busy, so that the same request may succeed later.
 * It says nothing of whether the request was done; see {@link outcomeOf}.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DatabaseUnreachable) return true
  if (isSqlState(error)) return isFatal(error) || unavailableStates.test(error.code)
  return isConnectionFailure(error)
}

/**
 * What a call of the database that failed has done:
 * - `definite`: nothing. PostgreSQL has refused it and rolled its transaction back.
 * - `unavailable`: nothing. There was no connection, so it was not sent.
 * - `unknown`: it was sent, and its outcome was lost with the connection. It may be committed, now or later.
 * - `bug`: nobody knows; the error is none that a database in order answers with.
 *
 * Compensate, by removing bytes or giving up runs, only where it is definite: after any other outcome the row
 * may be there.
 */
export function outcomeOf(error: unknown): 'definite' | 'unavailable' | 'unknown' | 'bug' {
  if (!(error instanceof Error)) return 'bug'
  if (error instanceof DatabaseUnreachable) return 'unavailable'
  if (!isSqlState(error)) return isConnectionFailure(error) ? 'unknown' : 'bug'
  if (isFatal(error) || unknownStates.test(error.code)) return 'unknown'
  return error.code.startsWith('XX') ? 'bug' : 'definite'
}

/** Whether PostgreSQL ended a statement because it took, or waited for a lock, too long; others need not. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && (error.code === '55P03' || error.code === '57014')
}

/** Whether a statement failed since it writes, and the server takes no writes (any more). */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && isSqlState(error) && error.code === '25006'
}

/** Whether a connection is of no more use after this error of a statement. */
export function costsConnection(error: Error): boolean {
  return !isSqlState(error) || isFatal(error) || connectionStates.test(error.code)
}

/** The name of the constraint that an error reports as violated, or undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !isSqlState(error) || !('constraint' in error)) return undefined
  return typeof error.constraint === 'string' ? error.constraint : undefined
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
