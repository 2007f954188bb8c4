/** Event streams that the contract gives as examples. */

import { at } from '../operations.ts'
import { contractDocument } from './document.ts'

type Json = { [member: string]: unknown }

export interface ContractStream {
  /** Name of the stream, such as `completed`. */
  readonly name: string
  /** Position of each event, taken from the name of its example. */
  readonly positions: readonly number[]
  readonly events: readonly Json[]
  /** Description of the first example. */
  readonly description: string
}

/**
 * Returns the example streams of an operation. Examples named `completed-1` and `completed-2` form one
 * stream.
 */
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

/** Encodes an event as the server does. */
export function frame(event: Json): string {
  return `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`
}
