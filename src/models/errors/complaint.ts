import { isObject } from '../transport/json.ts'

/** One thing that a provider says is wrong. */
export interface Complaint {
  /** Its codes, and the parameters that it is about. */
  readonly names: string
  readonly text: string
}

const DEPTH_LIMIT = 6
/** UTF-16 code units of the names of one complaint. */
const NAMES_LIMIT = 200
/** The most that is looked at of one list. */
const LIST_LIMIT = 20
const nameMembers = [
  ...['param', 'loc', 'code', 'type', 'status', 'error_type', '__type', 'errorcode'],
  ...['statusCode', 'status_code', 'http_status', 'http_code'],
] as const
/**
 * Members that hold what is said, or further envelopes. What was sent, such as pydantic's `input`, is in
 * others.
 */
const textMembers = [
  ...['message', 'msg', 'error', 'errors', 'detail', 'details', 'reason', 'description'],
  ...['title', 'faultstring', 'metadata', 'raw'],
] as const

/**
 * What the body of a failure says, in whichever envelope: OpenAI's `error`, vLLM's bare `message`,
 * pydantic's `detail`, lists of these, JSON inside of a text (OpenRouter's `metadata.raw`), or text that is
 * no JSON.
 */
export function complaintsIn(body: unknown, depth = 0): Complaint[] {
  if (depth > DEPTH_LIMIT) return []
  if (typeof body === 'string') {
    const nested = /^\s*[[{]/.test(body) ? parsed(body) : undefined
    if (nested !== undefined) return complaintsIn(nested, depth + 1)
    return body.trim() === '' ? [] : [{ names: '', text: body }]
  }
  if (Array.isArray(body)) {
    return body.slice(0, LIST_LIMIT).flatMap((one) => complaintsIn(one, depth + 1))
  }
  if (!isObject(body)) return []
  const names = nameMembers
    .map((member) => body[member])
    .map((value) => (Array.isArray(value) ? value.filter(isName).join('.') : value))
    .filter((value) => isName(value) && value !== 'error')
    .join(' ')
    .slice(0, NAMES_LIMIT)
  const inside = textMembers.flatMap((member) => complaintsIn(body[member], depth + 1))
  // What it says itself goes with its names.
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
