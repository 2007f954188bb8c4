import { inputError } from './problems/input-errors.ts'
import { problem } from './problems/problem.ts'

/** List that a cursor belongs to; of messages also the path to one message, which has cursors of its own. */
type List = 'chat' | 'file' | 'message' | 'run' | `message.${number}`

interface PageQuery {
  readonly limit: number
  readonly cursor?: string
  readonly order: 'asc' | 'desc'
}

export interface PageKey {
  readonly after: number
  /** One more than the page holds, to detect whether another page follows. */
  readonly atMost: number
}

/**
 * Reads the start of a page from its query.
 *
 * @throws the Problem `not_found` for an invalid cursor, or one of another list or order
 */
export function pageKey(list: List, query: PageQuery): PageKey {
  const atMost = query.limit + 1
  if (query.cursor === undefined)
    return { after: query.order === 'asc' ? 0 : Number.MAX_SAFE_INTEGER, atMost }
  const after = Number(Buffer.from(query.cursor, 'base64url').toString().split('.').at(-1))
  if (!Number.isSafeInteger(after) || after < 1 || cursorAt(list, query.order, after) !== query.cursor) {
    throw problem('not_found', { errors: [inputError('/query/cursor', 'foreignCursor')] })
  }
  return { after, atMost }
}

/** Returns the body of a page, and as headers the link to the next one (RFC 8288) and its cursor. */
export function page<Row extends { readonly id: number }>(
  list: List,
  query: PageQuery & { readonly chat?: number; readonly leaf?: number; readonly parent?: number },
  rows: Row[],
): { body: Row[]; headers: { Link?: string; 'Next-Cursor'?: string } } {
  const last = rows[query.limit - 1]
  if (rows.length <= query.limit || last === undefined) return { body: rows, headers: {} }
  const cursor = cursorAt(list, query.order, last.id)
  const next = new URLSearchParams({
    ...(query.chat !== undefined && { chat: String(query.chat) }),
    ...(query.leaf !== undefined && { leaf: String(query.leaf) }),
    ...(query.parent !== undefined && { parent: String(query.parent) }),
    limit: String(query.limit),
    order: query.order,
    cursor,
  })
  const headers = { Link: `</api/${list.split('.')[0]}/?${next}>; rel="next"`, 'Next-Cursor': cursor }
  return { body: rows.slice(0, query.limit), headers }
}

function cursorAt(list: List, order: 'asc' | 'desc', id: number): string {
  return Buffer.from(`${list}.${order}.${id}`).toString('base64url')
}
