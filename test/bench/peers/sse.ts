/** Server-sent events of a response. */

export interface ServerSentEvent {
  readonly id: string
  readonly data: string
}

/** Yields complete events. Throws if the connection breaks. */
export async function* eventsOf(response: Response): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of response.body ?? []) {
    rest += decoder.decode(bytes, { stream: true })
    const frames = rest.split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(frame)?.[1] ?? ''
      if (field('data') !== '') yield { id: field('id'), data: field('data') }
    }
  }
}
