import { hasMembers } from '../is-object.ts'
import type { JsonObject } from './transport/json.ts'

/** Maximum number of values made up for one schema, which may refer to itself. */
const MAX_VALUES = 1000

/**
 * Returns the simplest value that matches a simple JSON Schema: required members only, the first choice, the
 * smallest number, the shortest text and list. References within the schema are followed; patterns, formats,
 * conditions and `allOf` are not considered.
 */
export function simplestValue(root: unknown): unknown {
  let left = MAX_VALUES

  const simplestOf = (schema: unknown): unknown => {
    left -= 1
    if (!hasMembers(schema) || left < 0) return null
    if ('const' in schema) return schema.const
    if ('default' in schema) return schema.default
    if (typeof schema.$ref === 'string') return simplestOf(referenced(schema.$ref, root))
    const choices = [schema.enum, schema.anyOf, schema.oneOf].find(Array.isArray)
    if (choices !== undefined) return choices === schema.enum ? choices[0] : simplestOf(choices[0])
    switch (typeOf(schema)) {
      case 'object':
        return objectOf(schema)
      case 'array':
        return listOf(schema)
      case 'string':
        return 'x'.repeat(sizeOf(schema.minLength))
      case 'number':
      case 'integer':
        return numberOf(schema)
      case 'boolean':
        return false
      default:
        return null
    }
  }
  const objectOf = ({ properties, required }: JsonObject) => {
    const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
    const known = hasMembers(properties) ? properties : {}
    return Object.fromEntries(names.map((name) => [name, simplestOf(known[name])]))
  }
  const listOf = ({ prefixItems, items, minItems }: JsonObject) => {
    const known: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : []
    return Array.from({ length: Math.min(sizeOf(minItems), Math.max(left, 0)) }, (_, index) =>
      simplestOf(known[index] ?? items),
    )
  }

  return simplestOf(root)
}

function typeOf({ type, properties, required, items, prefixItems }: JsonObject): unknown {
  if (type !== undefined) return Array.isArray(type) ? type[0] : type
  if (properties !== undefined || required !== undefined) return 'object'
  return items !== undefined || prefixItems !== undefined ? 'array' : undefined
}

function numberOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf }: JsonObject): number {
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : 1
  const bound = (value: unknown, missing: number) => (typeof value === 'number' ? value / step : missing)
  const least = Math.max(bound(minimum, 0), Math.floor(bound(exclusiveMinimum, -1)) + 1)
  const most = Math.min(bound(maximum, 0), Math.ceil(bound(exclusiveMaximum, 1)) - 1)
  return step * (least > 0 ? Math.ceil(least) : Math.min(Math.floor(most), 0))
}

function sizeOf(value: unknown): number {
  return typeof value === 'number' ? Math.min(Math.max(Math.ceil(value), 0), MAX_VALUES) : 0
}

/** Resolves a JSON Pointer in a fragment (RFC 6901, section 6). */
function referenced(reference: string, root: unknown): unknown {
  const [start, ...names] = reference.split('/')
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, name) => (hasMembers(value) ? value[name] : undefined),
      start === '#' ? root : undefined,
    )
}
