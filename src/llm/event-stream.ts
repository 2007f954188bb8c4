import { lineDecoder } from './lines.ts'
import { ProviderError } from './provider.ts'

export interface ServerSentEvent {
  readonly event: string
  readonly data: string
}

/**
 * Decodes an event stream as the WHATWG's HTML standard has it (section 9.2.6), wherever the chunks are cut; each call
 * gives the events that its chunk completes. What the end of the bytes leaves unfinished is no event. `id` and `retry`
 * are for those who connect again, which nobody does here.
 * `limit` is the most bytes of a line, and the most characters of an event's data.
 * Throws ProviderError (failed) beyond it.
 */
export function eventStreamDecoder(limit: number): (chunk: Uint8Array) => ServerSentEvent[] {
  const lines = lineDecoder(limit)
  let event = ''
  let data: string | undefined

  return (chunk) => {
    const events: ServerSentEvent[] = []
    for (const line of lines.push(chunk)) {
      if (line === '') {
        if (data !== undefined) events.push({ event: event || 'message', data })
        event = ''
        data = undefined
        continue
      }
      const colon = line.indexOf(':')
      const field = colon === -1 ? line : line.slice(0, colon)
      const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
      if (field === 'event') event = value
      if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
      if (data !== undefined && data.length > limit) throw new ProviderError('failed', 'event too large')
    }
    return events
  }
}
