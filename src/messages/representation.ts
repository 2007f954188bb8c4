import type { components } from '../../generated/api.ts'
import type { MessageRow } from './columns.ts'

type Message = components['schemas']['Message']
type Part = components['schemas']['KnownMessagePart']

/** Order of the parts of a message. Other stored parts are for the provider only, and are not returned. */
const order: readonly Part['type'][] = ['reasoning', 'text', 'file', 'tool_call', 'tool_result']

/** Returns the API representation of a message. */
export function messageRepresentation({ files, parts, ...row }: MessageRow): Message {
  // Only this server writes these JSON columns.
  const [ids, stored] = [files as number[], (parts ?? []) as Part[]]
  const all: Part[] = [
    ...stored,
    ...(row.content === '' ? [] : [{ type: 'text', text: row.content } as const]),
    ...ids.map((file) => ({ type: 'file', file }) as const),
  ]
  return {
    ...row,
    files: ids,
    parts: order.flatMap((type) => all.filter((part) => part.type === type)),
  }
}
