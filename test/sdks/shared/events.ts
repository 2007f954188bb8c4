import { EventSourceParserStream } from 'eventsource-parser/stream'

/** Reads server-sent events while they come, for tools that hand out the body of a response. */
export async function* events(body: ReadableStream<Uint8Array> | null): AsyncIterable<unknown> {
  if (!body) return
  const bytes = body as ReadableStream<BufferSource>
  const messages = bytes.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const { data } of messages) yield JSON.parse(data)
}
