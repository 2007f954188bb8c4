import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../../generated/api.ts'
import type { Client } from '../client.ts'
import { all } from './pages.ts'

type Chat = components['schemas']['Chat']
type Message = components['schemas']['Message']

/**
 * Checks that the messages of a chat are a tree whose leaf is one of them. Returns a line for each message
 * whose parent or position among its siblings contradicts the list of all messages, and for a leaf that has
 * no path.
 */
export async function treeDifferences(reader: Client, chat: number): Promise<string[]> {
  const { leaf } = (await reader.get(`/api/chat/${chat}`)).json<Chat>()
  const messages = await all<Message>(reader, `/api/message/?chat=${chat}&limit=200`)
  const ids = new Set(messages.map(({ id }) => id))
  const children = Map.groupBy(messages, ({ parent }) => parent)
  const found: string[] = []
  for (const { id, parent, sibling_index, sibling_count } of messages) {
    if (parent !== null && (parent >= id || !ids.has(parent)))
      found.push(`message ${id} has the parent ${parent}`)
    const siblings = children.get(parent) ?? []
    const index = siblings.findIndex((sibling) => sibling.id === id) + 1
    if (sibling_index !== index || sibling_count !== siblings.length)
      found.push(
        `message ${id} is ${sibling_index} of ${sibling_count}, not ${index} of ${siblings.length} siblings`,
      )
  }
  if (leaf === null) return found
  const path = await all<Message>(reader, `/api/message/?leaf=${leaf}&limit=200`)
  const parents = path.map(({ parent }) => parent)
  const above = [null, ...path.map(({ id }) => id).slice(0, -1)]
  if (path.at(-1)?.id !== leaf || !isDeepStrictEqual(parents, above))
    found.push(`chat ${chat} has the leaf ${leaf}, below the parents ${parents.join(', ')}`)
  return found
}
