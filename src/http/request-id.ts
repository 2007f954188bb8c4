import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What may stand in a log as it came: short, and without anything that a line, or what reads it, could take for more. */
const sane = /^[A-Za-z0-9._-]{8,64}$/

/**
 * Makes what gives a request its id: the `X-Request-Id` of a trusted proxy where that is sane, else a new
 * one. If any client could choose it, several requests could have one id in the log.
 *
 * @param isProxy whether the peer at an address is a trusted proxy
 */
export function requestIds(isProxy: (address: string, hop: number) => boolean) {
  return (request: IncomingMessage): string => {
    const given = givenId(request)
    const isTrusted = given !== undefined && isProxy(request.socket.remoteAddress ?? '', 0)
    return isTrusted ? given : randomUUID()
  }
}

/** Returns the `X-Request-Id` of a request where it is sane. */
export function givenId({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : undefined
}
