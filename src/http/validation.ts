import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import { schemas } from '../../generated/routes.ts'
import { type InputError, type Problem, problem } from '../problem.ts'
import { inputCode, inputError, inputMessage } from './input-messages.ts'
import { escaped } from './pointer.ts'
import { unpairedSurrogates } from './surrogates.ts'

// The contract's own dialect, 2020-12, where Fastify's validator speaks draft-07, coerces bodies and strips what it
// does not know. Nothing is coerced here, and what is unknown is an error.
const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  useDefaults: true,
  // Of integers; the bounds that each has say the same.
  formats: { 'double-int': true },
})
addFormats.default(ajv)
ajv.addSchema(schemas)

/** More findings than this are not told; the contract has the same bound. */
const MOST_ERRORS = 50
/** All findings are looked for, so an object of a million unknown members is refused before. */
const MOST_MEMBERS = 1_000

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>
}

const pointerRoots: Readonly<Record<string, string>> = {
  params: '/path',
  querystring: '/query',
  headers: '/header',
  body: '/body',
}

/** Compiles a schema of generated/routes.ts for Fastify; what does not fit it is a 400 Problem that names each member. */
export const validatorCompiler: FastifySchemaCompiler<Schema> = ({ schema, httpPart = 'body' }) => {
  const refusal = inputCheck(schema, pointerRoots[httpPart] ?? '/body', httpPart !== 'body')
  return (data: unknown) => {
    const error = refusal(data)
    return error ? { error } : { value: data }
  }
}

/**
 * Compiles a schema of generated/routes.ts.
 *
 * @param root what pointers to what is wrong begin with
 * @param fromText whether the data come as text, of which the integers among them are read; they are put in their place
 * @returns a function that finds what is wrong with its argument, or undefined
 */
export function inputCheck(
  schema: Schema,
  root: string,
  fromText: boolean,
): (data: unknown) => Problem<400> | undefined {
  const validate = ajv.compile(schema)
  const integers = fromText ? integerMembers(schema) : []
  return (data) => {
    if (isObject(data)) {
      if (Object.keys(data).length > MOST_MEMBERS) {
        return invalid([inputError(root, 'tooManyMembers', MOST_MEMBERS)])
      }
      for (const name of integers) readInteger(data, name)
    }
    const errors = [
      ...(fromText && isObject(data) ? takeRepeated(schema, data, root) : []),
      ...unpairedSurrogates(data, root, MOST_ERRORS),
    ]
    if (!validate(data)) errors.push(...(validate.errors ?? []).map((error) => brokenRule(root, error)))
    return errors.length === 0 ? undefined : invalid(errors)
  }
}

/** The problem of input that does not fit the contract. */
export function invalid(errors: readonly InputError[]): Problem<400> {
  return problem('invalid_request', { errors: errors.slice(0, MOST_ERRORS) })
}

function integerMembers(schema: Schema): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => property.type === 'integer')
    .map(([name]) => name)
}

/** Text of the query or path becomes an integer in its one canonical form; `0x10`, ` 5` and `1e1` stay text, and fail. */
function readInteger(data: Record<string, unknown>, name: string): void {
  const given = data[name]
  if (typeof given === 'string' && /^(0|-?[1-9]\d*)$/.test(given)) data[name] = Number(given)
}

/** Removes the known parameters that were sent several times, which arrive as lists, and returns a finding for each. */
function takeRepeated(schema: Schema, data: Record<string, unknown>, root: string): InputError[] {
  const names = Object.keys(schema.properties ?? {}).filter((name) => Array.isArray(data[name]))
  for (const name of names) delete data[name]
  return names.map((name) => inputError(`${root}/${name}`, 'duplicateField'))
}

function brokenRule(root: string, error: ErrorObject): InputError {
  const { missingProperty, additionalProperty, unevaluatedProperty } = error.params
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty
  const at = root + error.instancePath
  return {
    pointer: member === undefined ? at : `${at}/${escaped(member)}`,
    code: inputCode(error),
    message: inputMessage(error),
  }
}

export function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
