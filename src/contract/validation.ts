import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import { schemas } from '../../generated/routes.ts'
import { inputCode, inputError, inputMessage, invalid, MAX_ERRORS } from '../http/problems/input-errors.ts'
import { escaped, isObject } from '../http/problems/pointer.ts'
import type { InputError, Problem } from '../http/problems/problem.ts'
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

/** All findings are looked for, so an object of a million unknown members is refused before. */
const MAX_MEMBERS = 1_000

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
      if (Object.keys(data).length > MAX_MEMBERS) {
        return invalid([inputError(root, 'tooManyMembers', MAX_MEMBERS)])
      }
      for (const name of integers) readInteger(data, name)
    }
    const errors = unpairedSurrogates(data, root, MAX_ERRORS)
    if (!validate(data)) errors.push(...(validate.errors ?? []).map((error) => brokenRule(root, error)))
    return errors.length === 0 ? undefined : invalid(errors)
  }
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
