import type { ProviderError } from '../provider.ts'

/**
 * What providers said about failures. It is kept apart from the errors, so that nothing that stores, sends
 * or logs an error can take it along: only who asks for it here has it.
 */
const bodies = new WeakMap<ProviderError, unknown>()
const messages = new WeakMap<ProviderError, string>()

/** Keeps what a failure was told by, as it came, until it is taken. */
export function withBody(error: ProviderError, body: unknown): ProviderError {
  if (body !== undefined) bodies.set(error, body)
  return error
}

export function takeBody(error: ProviderError): unknown {
  const body = bodies.get(error)
  bodies.delete(error)
  return body
}

/** Keeps the provider's own message, redacted, for the operator's log. */
export function setLogMessage(error: ProviderError, message: string): void {
  messages.set(error, message)
}

/** What the provider said, redacted, in one line: for the operator's log, and for nobody else. */
export function logMessage(error: ProviderError): string | undefined {
  return messages.get(error)
}
