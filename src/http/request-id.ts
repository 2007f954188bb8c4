import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What may stand in a log as it came: short, and without anything that a line, or what reads it, could take for more. */
const sane = /^[A-Za-z0-9._-]{8,64}$/

/** What a request is called: as its `X-Request-Id` has it where that is sane, else by an id that is made. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : randomUUID()
}
