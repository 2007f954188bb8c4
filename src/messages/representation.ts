import type { components } from '../../generated/api.ts'
import type { MessageRow } from './columns.ts'

type Message = components['schemas']['Message']
type Part = components['schemas']['KnownMessagePart']

/**
 * Returns the API representation of a message, with its members and its parts always in the same order. Other
 * stored parts are only for the provider and are not returned.
 */
export function messageRepresentation(row: MessageRow): Message {
  // Only this server writes these JSON columns.
  const [files, stored] = [row.files as number[], (row.parts ?? []) as Part[]]
  const storedOf = (type: Part['type']) => stored.filter((part) => part.type === type)
  return {
    id: row.id,
    content: row.content,
    role: row.role,
    status: row.status,
    chat: row.chat,
    user: row.user,
    file: row.file,
    files,
    parts: [
      ...storedOf('reasoning'),
      ...(row.content === '' ? [] : [{ type: 'text', text: row.content } as const]),
      ...files.map((file) => ({ type: 'file', file }) as const),
      ...storedOf('tool_call'),
      ...storedOf('tool_result'),
    ],
    run: row.run,
    parent: row.parent,
    sibling_index: row.sibling_index,
    sibling_count: row.sibling_count,
    edited_at: row.edited_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}
