/** Answers of the model as they come, one connection each. */
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { components } from '../../generated/api.ts'
import { serverSentEvents } from './conformance.ts'

type RunEvent = components['schemas']['RunEvent']

export interface Stream {
  readonly run: number
  /** Its socket is read no further than to the first event, until somebody reads. */
  readonly response: IncomingMessage
  /** Reads on to the end of the stream; resolves to every event. Rejects where the connection breaks. */
  all(): Promise<RunEvent[]>
  leave(): void
}

/** Asks the model, and resolves when the run has begun. Rejects where the answer is none of 200. */
export async function stream(
  { url, access }: { readonly url: string; readonly access: string },
  body: object,
  key?: string,
): Promise<Stream> {
  const sent = request(`${url}/api/llm/`, {
    method: 'POST',
    agent: new Agent({ keepAlive: false }),
    headers: {
      authorization: `Bearer ${access}`,
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
    },
  })
  sent.end(JSON.stringify({ ...body, stream: true }))
  const [response]: IncomingMessage[] = await once(sent, 'response')
  if (response === undefined) throw new Error('There is no answer')
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${await text(response)}`)
  let received = ''
  const rest = response.setEncoding('utf8')[Symbol.asyncIterator]()
  while (!received.includes('"run":')) {
    const next = await rest.next()
    if (next.done) throw new Error('The stream ended before its run began')
    received += next.value
  }
  return {
    run: Number(/"run":(\d+)/.exec(received)?.[1]),
    response,
    async all() {
      for (let next = await rest.next(); !next.done; next = await rest.next()) received += next.value
      return serverSentEvents(received).map(({ data }) => JSON.parse(data))
    },
    leave: () => void response.destroy(),
  }
}
