import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Ids that are safe to log: short, and without characters that a log reader could interpret. */
const safeId = /^[A-Za-z0-9._-]{8,64}$/

/**
 * Creates a function that assigns request ids: the `X-Request-Id` of a trusted proxy if it is safe, otherwise
 * a new one. Ids chosen by clients would not be unique in the log.
 *
 * @param isProxy returns true if the peer at an address is a trusted proxy
 */
export function requestIds(isProxy: (address: string, hop: number) => boolean) {
  return (request: IncomingMessage): string => {
    const given = givenId(request)
    const isTrusted = given !== undefined && isProxy(request.socket.remoteAddress ?? '', 0)
    return isTrusted ? given : randomUUID()
  }
}

export function givenId({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = headers['x-request-id']
  return typeof given === 'string' && safeId.test(given) ? given : undefined
}
