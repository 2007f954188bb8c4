import { isObject } from '../is-object.ts'
import { type Json, resolve } from './json.ts'

/** Keywords of JSON Schema 2020-12, grouped by their treatment in a Schema Object of OpenAPI 3.0. */

/** Keywords that describe a value but never reject one. */
export const annotations: ReadonlySet<string> = new Set([
  ...['title', 'description', 'default', 'deprecated', 'readOnly', 'writeOnly'],
  ...['example', 'externalDocs', 'xml'],
])

/**
 * Keywords with the same meaning in OpenAPI 3.0. `discriminator` only selects among alternatives that hold
 * anyway.
 */
export const unchanged: ReadonlySet<string> = new Set([
  ...annotations,
  ...[
    'discriminator',
    'enum',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'multipleOf',
    'minimum',
    'maximum',
  ],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required'],
])

/** Keywords that reject values and that OpenAPI 3.0 cannot express. A schema without them allows more. */
export const inexpressible: ReadonlySet<string> = new Set([
  ...['contains', 'minContains', 'maxContains', 'prefixItems', 'unevaluatedItems'],
  ...['patternProperties', 'propertyNames', 'unevaluatedProperties'],
])

/** Keywords that `schema-3.0.ts` translates, and keywords that have no effect on validation. */
export const translated: ReadonlySet<string> = new Set([
  ...['$ref', 'type', 'const', 'examples', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas'],
  ...['properties', 'additionalProperties', 'items'],
  ...['contentEncoding', 'contentMediaType', 'contentSchema', '$comment', '$schema', '$id', '$anchor'],
])

export function subschemas(schema: Json): unknown[] {
  const { not, if: condition, then, else: otherwise, items, additionalProperties } = schema
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  const maps = [schema.properties, schema.dependentSchemas].filter(isObject).flatMap(Object.values)
  return [not, condition, then, otherwise, items, additionalProperties, ...lists, ...maps]
}

/** Returns true if OpenAPI 3.0 can express a schema and its references without allowing more values. */
export function isExpressible(document: Json, schema: unknown, seen = new Set<unknown>()): boolean {
  if (!isObject(schema) || seen.has(schema)) return true
  seen.add(schema)
  if (Object.keys(schema).some((keyword) => inexpressible.has(keyword))) return false
  const referred = typeof schema.$ref === 'string' ? [resolve(document, schema.$ref)] : []
  return [...referred, ...subschemas(schema)].every((inner) => isExpressible(document, inner, seen))
}
