import { EventSourceParserStream } from 'eventsource-parser/stream'

/** Reads server-sent events as they arrive, for tools that return the body of a response unread. */
export async function* events<Event>(body: ReadableStream<Uint8Array> | null): AsyncIterable<Event> {
  if (!body) return
  const bytes = body as ReadableStream<BufferSource>
  const messages = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { data } of messages) yield JSON.parse(data) as Event
}
