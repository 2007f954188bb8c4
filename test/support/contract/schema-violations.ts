import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonObject } from './pointers.ts'

/** Key of the whole document in Ajv, so that the contract's own `#/…` references resolve. */
const documentKey = 'openapi'

/**
 * Creates the check of a value against a schema, which is given by its JSON Pointer in the document. The
 * check returns every violation, each beginning with the name of the value.
 */
export function schemaViolations(
  contract: JsonObject,
): (schema: string, value: unknown, name: string) => string[] {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    discriminator: true,
    allErrors: true,
    // The linters of `make test` validate the schemas. Doing it here would cost every test file 0.1 s.
    validateSchema: false,
    // Few validators are used often enough for optimisation to pay off.
    code: { optimize: false },
    // Compiles each schema once, and not for each reference to it, in three quarters of the time.
    inlineRefs: false,
    formats: { 'double-int': { type: 'number', validate: Number.isSafeInteger } },
  })
  addFormats.default(ajv)
  // Ajv compiles the document before its schemas, and would reject `openapi`, `paths` and other keys as
  // unknown keywords.
  ajv.addVocabulary(Object.keys(contract))
  ajv.addSchema(contract, documentKey)
  const validators = new Map<string, ValidateFunction>()

  return (schema, value, name) => {
    let validate = validators.get(schema)
    if (!validate) {
      validate = ajv.compile({ $ref: documentKey + encodeURI(schema) })
      validators.set(schema, validate)
    }
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const member: unknown = params.unevaluatedProperty ?? params.additionalProperty
      return `${name}${instancePath}: ${message}${member === undefined ? '' : `, has ${JSON.stringify(member)}`}`
    })
  }
}
