import { hasMembers } from '../../is-object.ts'

export interface Complaint {
  /** Codes, and names of the parameters concerned. */
  readonly names: string
  readonly text: string
}

const MAX_DEPTH = 6
const MAX_NAMES_LENGTH = 200
const MAX_ITEMS = 20
const nameMembers = [
  ...['param', 'loc', 'code', 'type', 'status', 'error_type', '__type', 'errorcode'],
  ...['statusCode', 'status_code', 'http_status', 'http_code'],
] as const
/**
 * Members that hold a message or a nested envelope. Other members, such as pydantic's `input`, may repeat the
 * request.
 */
const textMembers = [
  ...['message', 'msg', 'error', 'errors', 'detail', 'details', 'reason', 'description'],
  ...['title', 'faultstring', 'metadata', 'raw'],
] as const

/**
 * Extracts the complaints from an error body in any known envelope: OpenAI's `error`, vLLM's bare `message`,
 * pydantic's `detail`, lists of these, JSON inside a string (OpenRouter's `metadata.raw`), or plain text.
 */
export function complaintsIn(body: unknown, depth = 0): Complaint[] {
  if (depth > MAX_DEPTH) return []
  if (typeof body === 'string') {
    const nested = /^\s*[[{]/.test(body) ? parsed(body) : undefined
    if (nested !== undefined) return complaintsIn(nested, depth + 1)
    return body.trim() === '' ? [] : [{ names: '', text: body }]
  }
  if (Array.isArray(body)) {
    return body.slice(0, MAX_ITEMS).flatMap((one) => complaintsIn(one, depth + 1))
  }
  if (!hasMembers(body)) return []
  const names = nameMembers
    .map((member) => body[member])
    .map((value) => (Array.isArray(value) ? value.filter(isName).join('.') : value))
    .filter((value) => isName(value) && value !== 'error')
    .join(' ')
    .slice(0, MAX_NAMES_LENGTH)
  const inside = textMembers.flatMap((member) => complaintsIn(body[member], depth + 1))
  // Messages without names belong to the names of this object.
  const own = inside.filter((complaint) => complaint.names === '').map(({ text }) => text)
  const nested = inside.filter((complaint) => complaint.names !== '')
  return own.length > 0 || (names !== '' && nested.length === 0)
    ? [{ names, text: own.join(' ') }, ...nested]
    : nested
}

function isName(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
