import { isObject } from '../../../src/is-object.ts'
import type { Json } from './pointers.ts'

/**
 * Adds `unevaluatedProperties: false` to every object schema that does not define its additional members.
 * `covered` schemas apply to the same value as a closed schema, which already sees their members.
 */
export function closeSchema(schema: Json | undefined, covered = false): void {
  if (!isObject(schema)) return
  const isExplicit = 'additionalProperties' in schema || 'unevaluatedProperties' in schema
  // The alternatives of a discriminator are closed individually.
  const ofObject =
    !('discriminator' in schema) && ('properties' in schema || [schema.type].flat().includes('object'))
  if (ofObject && !isExplicit && !covered) schema.unevaluatedProperties = false

  const within = covered || ofObject || isExplicit
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'dependentSchemas']) {
    for (const branch of children(schema[keyword])) closeSchema(branch, within)
  }
  for (const keyword of ['then', 'else']) closeSchema(schema[keyword], within)
  // Excludes `if` and `not`: these are conditions, and closing them would invert the result.
  for (const keyword of ['properties', 'patternProperties', '$defs', 'prefixItems']) {
    for (const child of children(schema[keyword])) closeSchema(child)
  }
  for (const keyword of [
    'items',
    'contains',
    'additionalProperties',
    'unevaluatedProperties',
    'unevaluatedItems',
  ]) {
    closeSchema(schema[keyword])
  }
}

function children(value: Json | undefined): Json[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
