/** Requests under an Idempotency-Key. */
import type { Answer, Client, Options } from '../support/client.ts'

export const json = (json: object): Options => ({ json })

export const isReplayed = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true'

/** Sends a request under a key. */
export function send(client: Client, path: string, options: Options, key: string): Promise<Answer> {
  return client.post(path, { ...options, headers: { ...options.headers, 'idempotency-key': key } })
}

/** Sends the same request several times, with the clients in turn. */
export function sendMany(
  clients: readonly [Client, ...Client[]],
  count: number,
  path: string,
  options: Options,
  key: string,
): Promise<Answer>[] {
  return Array.from({ length: count }, (_, index) =>
    send(clients[index % clients.length] ?? clients[0], path, options, key),
  )
}
