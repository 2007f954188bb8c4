import type { ProviderError } from '../provider.ts'

/**
 * Providers' messages about failures. They are kept apart from the errors, so that code that stores, sends or
 * logs an error cannot include them by accident.
 */
const bodies = new WeakMap<ProviderError, unknown>()
const messages = new WeakMap<ProviderError, string>()

/** Attaches the unredacted error body to an error until `takeBody` is called. */
export function withBody(error: ProviderError, body: unknown): ProviderError {
  if (body !== undefined) bodies.set(error, body)
  return error
}

export function takeBody(error: ProviderError): unknown {
  const body = bodies.get(error)
  bodies.delete(error)
  return body
}

export function setLogMessage(error: ProviderError, message: string): void {
  messages.set(error, message)
}

/** Returns the provider's message, redacted and in one line. For the operator's log only. */
export function logMessage(error: ProviderError): string | undefined {
  return messages.get(error)
}
