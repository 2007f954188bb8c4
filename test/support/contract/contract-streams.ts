/** The event streams that the contract gives as examples. */
import { at, contractDocument } from '../operations.ts'

type Json = { [member: string]: unknown }

export interface ContractStream {
  /** The name of the stream, such as `completed`. */
  readonly name: string
  /** The position of each event, as its example is named. */
  readonly positions: readonly number[]
  readonly events: readonly Json[]
  /** The description of its first example. */
  readonly description: string
}

/** Returns the example streams of an operation: examples such as `completed-1` and `completed-2` are one. */
export function contractStreams(path: string, method: string): ContractStream[] {
  const { responses } = at(contractDocument, 'paths', path, method) as { responses: Json }
  const examples = Object.entries(at(responses, '200', 'content', 'text/event-stream', 'examples') as Json)
  const named = examples.map(([key, example]) => {
    const [, name = '', position = ''] = /^([a-z]+)-(\d+)$/.exec(key) ?? []
    return { name, position: Number(position), example: referred(example as Json) }
  })
  return Object.entries(Object.groupBy(named, ({ name }) => name)).map(([name, all = []]) => ({
    name,
    positions: all.map(({ position }) => position),
    events: all.map(({ example }) => example.value as Json),
    description: String(all[0]?.example.description),
  }))
}

function referred({ $ref }: Json): Json {
  return at(contractDocument, ...String($ref).split('/').slice(1)) as Json
}

/** Writes an event as the server does. */
export function frame(event: Json): string {
  return `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`
}
