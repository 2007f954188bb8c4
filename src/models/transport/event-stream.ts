import { ProviderError } from '../provider.ts'
import { lineDecoder } from './lines.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

export interface EventStreamDecoder {
  push(chunk: Uint8Array): ServerSentEvent[]
  /** Returns the event that lacks its final blank line; the standard discards it. */
  rest(): ServerSentEvent[]
}

/**
 * Decodes event streams (WHATWG HTML, section 9.2.6) in chunks of any size, with the extensions in README.md.
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
