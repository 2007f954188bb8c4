import { inputError } from '../../http/problems/input-errors.ts'
import { escaped } from '../../http/problems/pointer.ts'
import type { InputError } from '../../http/problems/problem.ts'
import { hasMembers, isObject } from '../../is-object.ts'

/** Maximum length of a schema as JSON, in UTF-16 code units. */
export const MAX_SCHEMA_LENGTH = 65_536
/** Maximum number of levels in a schema, and in JSON that is checked against one. */
export const MAX_DEPTH = 64
/** Maximum number of reported findings about one schema. */
const MAX_FINDINGS = 10

/** Keywords whose values are data, in which `$ref` has no meaning. */
const dataKeywords = new Set(['const', 'default', 'enum', 'example', 'examples'])

/** Returns the number of levels of lists and objects in parsed JSON. */
export function depthOf(data: unknown): number {
  let depth = 0
  // Not recursive, because JSON may be nested deeper than the call stack allows.
  for (let level = [data].filter(hasMembers); level.length > 0; depth++)
    level = level.flatMap((node) => Object.values(node).filter(hasMembers))
  return depth
}

/**
 * Returns the reasons why a schema must not be compiled: its size, its depth, references to other documents,
 * which are never fetched, and U+0000, which PostgreSQL does not store.
 */
export function schemaBounds(schema: object, pointer: string): InputError[] {
  if (depthOf(schema) > MAX_DEPTH) return [inputError(pointer, 'deepJson', MAX_DEPTH)]
  if (JSON.stringify(schema).length > MAX_SCHEMA_LENGTH)
    return [inputError(pointer, 'longSchema', MAX_SCHEMA_LENGTH)]
  return [...unstorable(schema, pointer), ...remoteReferences(schema, pointer)].slice(0, MAX_FINDINGS)
}

function remoteReferences(node: object, pointer: string): InputError[] {
  return Object.entries(node).flatMap(([name, value]) => {
    const at = `${pointer}/${escaped(name)}`
    const isReference = name === '$ref' || name === '$dynamicRef'
    if (isReference && typeof value === 'string') {
      return value.startsWith('#') ? [] : [inputError(at, 'remoteReference')]
    }
    if (!hasMembers(value) || (isObject(node) && dataKeywords.has(name))) return []
    return remoteReferences(value, at)
  })
}

function unstorable(node: object, pointer: string): InputError[] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (name.includes('\0')) return [inputError(pointer, 'unstorableText')]
    const at = `${pointer}/${escaped(name)}`
    if (typeof value === 'string') return value.includes('\0') ? [inputError(at, 'unstorableText')] : []
    return hasMembers(value) ? unstorable(value, at) : []
  })
}
