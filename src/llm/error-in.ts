import { isObject, type JsonObject } from './json.ts'

/** Members of an envelope that hold its error; the last two are Baidu's. */
const members = ['error', 'errors', 'error_msg', 'error_message']

/**
 * Finds the error in an event, a line or a body, in any of the envelopes that providers use. It is returned with what
 * stands beside it, such as a status; undefined where there is none.
 */
export function errorIn(value: unknown): unknown {
  // Gemini's endpoint that is compatible with OpenAI answers with a list of one.
  if (Array.isArray(value)) return value.map(errorOf).find((error) => error !== undefined)
  return errorOf(value)
}

function errorOf(value: unknown): unknown {
  if (!isObject(value) || Array.isArray(value)) return undefined
  for (const member of members) {
    if (isSomething(value[member])) return withContext(value, value[member])
  }
  if (value.object === 'error' || value.type === 'error') return value
  if ('choices' in value || 'content' in value || 'delta' in value) return undefined
  if (!isBare(value)) return undefined
  // FastAPI, and problem documents (RFC 9457).
  if (isSomething(value.detail)) return withContext(value, value.detail)
  return typeof value.message === 'string' && value.message !== '' ? value : undefined
}

/** Tells an error that has no envelope from an event of another type. */
function isBare({ type, object }: JsonObject): boolean {
  return object === undefined && (typeof type !== 'string' || /error|exception|:/i.test(type))
}

function withContext(envelope: JsonObject, given: unknown): JsonObject {
  const error: unknown = Array.isArray(given) ? given.find(isSomething) : given
  if (isObject(error)) return { ...envelope, ...error }
  const texts = [error, envelope.message].filter((text) => typeof text === 'string')
  return { ...envelope, ...(typeof error === 'number' && { code: error }), message: texts.join(' ') }
}

/** Checks that a member is not empty: servers send `"error": null`, `""` and `{}` where nothing went wrong. */
function isSomething(value: unknown): boolean {
  return isObject(value) ? Object.values(value).some(isSet) : isSet(value)
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false
}
