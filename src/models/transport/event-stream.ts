import { ProviderError } from '../provider.ts'
import { lineDecoder } from './lines.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

export interface EventStreamDecoder {
  /** Returns the events that `chunk` completes. */
  push(chunk: Uint8Array): ServerSentEvent[]
  /** Returns the event that lacks its final blank line; the standard discards it. */
  rest(): ServerSentEvent[]
}

/**
 * Creates a decoder for event streams (WHATWG HTML, section 9.2.6) in chunks of any size, with two
 * extensions: a field `error`, as in llama.cpp until 2025, is an event of that name; and a line of JSON,
 * which gateways append when they fail in mid-stream, ends the event before it and is an event by itself.
 * `id` and `retry` are ignored, because there is no reconnection.
 *
 * eventsource-parser reports such lines as errors only before the event that they end, and does not limit the
 * length of a line that arrives in one chunk.
 *
 * @param limit longest line, in bytes, and longest data of an event, in UTF-16 code units
 * @throws ProviderError (failed) beyond the limit
 */
export function eventStreamDecoder(limit: number): EventStreamDecoder {
  const lines = lineDecoder(limit)
  let event = ''
  let data: string | undefined

  const dispatch = (events: ServerSentEvent[]) => {
    if (data !== undefined) events.push({ event: event || 'message', data })
    event = ''
    data = undefined
  }
  const read = (line: string, events: ServerSentEvent[]) => {
    if (line === '') return dispatch(events)
    if (line.startsWith('{') || line.startsWith('[')) {
      dispatch(events)
      events.push({ event: 'message', data: line })
      return
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'event') event = value
    if (field === 'error') event = field
    if (field === 'data' || field === 'error') data = data === undefined ? value : `${data}\n${value}`
    if (data !== undefined && data.length > limit) throw new ProviderError('failed', 'event too large')
  }

  return {
    push(chunk) {
      const events: ServerSentEvent[] = []
      for (const line of lines.push(chunk)) read(line, events)
      return events
    },
    rest() {
      const events: ServerSentEvent[] = []
      read(lines.rest(), events)
      dispatch(events)
      return events
    },
  }
}
