import { hasMembers, isObject } from '../../is-object.ts'
import { type JsonObject, member } from '../transport/json.ts'

/**
 * Names of members that hold an error, such as Baidu's `error_msg`, Apigee's `fault` and AWS's
 * `throttlingException`.
 */
const errorNames = /^(?:errors?|err|error_?(?:msg|message)|exception|fault|\w+Exception)$/i
/** Members in which gateways wrap the upstream response; `x_groq` is Groq's. */
const wrappers = ['data', 'response', 'x_groq']

/**
 * Returns the error in any known envelope, with its siblings, such as a status; undefined if there is none.
 */
export function errorIn(value: unknown): unknown {
  // Gemini's OpenAI-compatible endpoint wraps errors in a list of one.
  if (Array.isArray(value)) return value.map(errorOf).find((error) => error !== undefined)
  return errorOf(value)
}

function errorOf(value: unknown): unknown {
  if (typeof value === 'string' && value !== '') return value
  if (!isObject(value)) return undefined
  const named = namedError(value)
  if (named !== undefined) return named
  for (const wrapper of wrappers) {
    const wrapped = namedError(member(value, wrapper))
    if (wrapped !== undefined) return wrapped
  }
  // MiniMax.
  const { status_code, status_msg } = member(value, 'base_resp')
  if (isFailure(status_code)) return { ...value, code: status_code, message: status_msg }
  if (value.object === 'error' || value.type === 'error') return value
  const hasAnswer = Array.isArray(value.choices) && value.choices.length > 0
  if (hasAnswer || 'content' in value || 'delta' in value || !isBare(value)) return undefined
  return saysFailure(value) ? value : undefined
}

function namedError(value: JsonObject): JsonObject | undefined {
  for (const name in value) {
    if (errorNames.test(name) && isSomething(value[name])) return withContext(value, name)
  }
  return undefined
}

/** Returns true if an object may be an error without an envelope rather than an event of another type. */
function isBare({ type, object }: JsonObject): boolean {
  return object === undefined && (typeof type !== 'string' || /error|exception|fail|:/i.test(type))
}

/** Recognises errors without an envelope: FastAPI, problem documents (RFC 9457) and others. */
function saysFailure({ code, status, success, message, detail }: JsonObject): boolean {
  if (isFailure(code) || isFailure(status) || success === false) return true
  if (typeof status === 'string' && /^(?:error|failed|failure)$/i.test(status)) return true
  const isSuccess = isNumeric(code) || success === true
  return !isSuccess && (isSomething(detail) || (typeof message === 'string' && message !== ''))
}

function isFailure(code: unknown): boolean {
  return isNumeric(code) && Number(code) !== 0 && !(Number(code) >= 100 && Number(code) < 400)
}

function isNumeric(code: unknown): boolean {
  return typeof code === 'number' || (typeof code === 'string' && /^-?\d+$/.test(code))
}

function withContext(whole: JsonObject, name: string): JsonObject {
  const { [name]: given, ...envelope } = whole
  const error: unknown = Array.isArray(given) ? given.find(isSomething) : given
  const type = /exception$/i.test(name) && { type: name }
  if (hasMembers(error)) return { ...envelope, ...type, ...error }
  const texts = [error, envelope.message].filter((text) => typeof text === 'string')
  return { ...envelope, ...(typeof error === 'number' && { code: error }), message: texts.join(' ') }
}

/** Successful responses may have `"error": null`, `""` or `{}`. */
function isSomething(value: unknown): boolean {
  return hasMembers(value) ? Object.values(value).some(isSet) : isSet(value)
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== false
}
