import type { Json } from './json.ts'
import type { Operation } from './operations.ts'

const MIN_DEPRECATION_DAYS = 180

/**
 * Returns the Deprecation (RFC 9745) and Sunset (RFC 8594) headers of a deprecated operation.
 *
 * @throws if a date is missing or invalid, or if they are too close to each other
 */
export function deprecationHeaders(operation: Json & Pick<Operation, 'operationId'>): Json {
  const [since, sunset] = [operation['x-deprecated-since'], operation['x-sunset']].map((date) =>
    /^\d{4}-\d\d-\d\d$/.test(String(date)) ? Date.parse(String(date)) : Number.NaN,
  ) as [number, number]
  if (!(sunset - since >= MIN_DEPRECATION_DAYS * 86_400_000))
    throw new Error(
      `${operation.operationId} is deprecated; give it x-deprecated-since and x-sunset, dates such as ` +
        `'2026-11-26', with ${MIN_DEPRECATION_DAYS} days between them or more`,
    )
  return { Deprecation: `@${since / 1000}`, Sunset: new Date(sunset).toUTCString() }
}
