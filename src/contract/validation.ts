import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler } from 'fastify'
import { schemas } from '../../generated/routes.ts'
import { inputCode, inputError, inputMessage, invalid, MAX_ERRORS } from '../http/problems/input-errors.ts'
import { escaped } from '../http/problems/pointer.ts'
import type { InputError, Problem } from '../http/problems/problem.ts'
import { isObject } from '../is-object.ts'
import { unpairedSurrogates } from './surrogates.ts'

// The contract uses JSON Schema 2020-12. Fastify's validator supports draft-07, coerces bodies and removes
// unknown members; this one rejects them.
const ajv = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  allErrors: true,
  useDefaults: true,
  // `make test` does: at each start it would take a twentieth of the time.
  validateSchema: false,
  // V8 optimizes the validators that are used, and a start compiles them in two thirds of the time.
  code: { optimize: false },
  // Nothing to check: integers of this format have minimum and maximum, too.
  formats: { 'double-int': true },
})
addFormats.default(ajv)
ajv.addSchema(schemas)

/**
 * Maximum number of members in an object. All errors are collected, so a million unknown members would be
 * slow.
 */
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

/**
 * Compiles a schema of generated/routes.ts for Fastify. Invalid data yields a 400 Problem that names each
 * member.
 */
export const validatorCompiler: FastifySchemaCompiler<Schema> = ({ schema, httpPart = 'body' }) => {
  const check = inputCheck(schema, pointerRoots[httpPart] ?? '/body', httpPart !== 'body')
  return (data: unknown) => {
    const error = check(data)
    return error ? { error } : { value: data }
  }
}

/**
 * Creates the check of a schema of generated/routes.ts. It returns the problem of invalid data, or undefined,
 * and converts integers and booleans in place if `fromText`. Its first call compiles the schema, because
 * compiling all of them would take a sixth of each start.
 */
export function inputCheck(
  schema: Schema,
  root: string,
  fromText: boolean,
): (data: unknown) => Problem<400> | undefined {
  let validate: ValidateFunction | undefined
  const [integers, booleans] = fromText
    ? [membersOf(schema, 'integer'), membersOf(schema, 'boolean')]
    : [[], []]
  return (data) => {
    if (isObject(data)) {
      if (Object.keys(data).length > MAX_MEMBERS) {
        return invalid([inputError(root, 'tooManyMembers', MAX_MEMBERS)])
      }
      for (const name of integers) readInteger(data, name)
      for (const name of booleans) readBoolean(data, name)
    }
    const errors = [
      ...(fromText && isObject(data) ? takeRepeated(schema, data, root) : []),
      ...unpairedSurrogates(data, root, MAX_ERRORS),
    ]
    validate ??= ajv.compile(schema)
    if (!validate(data)) errors.push(...(validate.errors ?? []).map((error) => brokenRule(root, error)))
    return errors.length === 0 ? undefined : invalid(errors)
  }
}

function membersOf(schema: Schema, type: string): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => property.type === type)
    .map(([name]) => name)
}

/**
 * Converts an integer in the query or path from its canonical form. Others, such as `0x10`, ` 5` and `1e1`,
 * stay text and fail validation.
 */
function readInteger(data: Record<string, unknown>, name: string): void {
  const given = data[name]
  if (typeof given === 'string' && /^(0|-?[1-9]\d*)$/.test(given)) data[name] = Number(given)
}

/** Converts a boolean in the query. Other texts stay and fail validation. */
function readBoolean(data: Record<string, unknown>, name: string): void {
  const given = data[name]
  if (given === 'true' || given === 'false') data[name] = given === 'true'
}

/**
 * Removes the known parameters that were sent several times, which arrive as lists, and returns a finding for
 * each.
 */
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
