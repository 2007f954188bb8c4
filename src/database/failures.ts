/** Connection failures of Node and pg that carry no SQLSTATE. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'EACCES',
])

/** pg throws these as bare errors: neither a code nor a class tells them from others. */
const connectionMessages =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/

/**
 * Whether an error means that the database is away or too busy, so that the same request may succeed later: connection
 * exceptions (SQLSTATE class 08), insufficient resources (53), operator intervention and statement timeout (57), lock
 * timeout (55P03), serialization failure and deadlock (40), and whatever else the server refuses a connection for.
 */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (isSqlState(error)) return error.severity === 'FATAL' || /^(08|53|57|40|55P03)/.test(code)
  return ('syscall' in error && connectionCodes.has(code)) || connectionMessages.test(error.message)
}

/** Whether a connection is of no more use after this error of a statement: it was closed, or nobody answers on it. */
export function costsConnection(error: Error): boolean {
  return !isSqlState(error) || /^(08|57P)/.test(String(error.code))
}

/** The name of the constraint that an error reports as violated, or undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !isSqlState(error) || !('constraint' in error)) return undefined
  return typeof error.constraint === 'string' ? error.constraint : undefined
}

function isSqlState(error: Error): error is Error & { severity: unknown; code: unknown } {
  return 'severity' in error && 'code' in error
}
