/** Parts of an OpenAPI document, found by JSON Pointer (RFC 6901) through its local references. */
import { isObject } from '../../../src/is-object.ts'

export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [member: string]: Json
}

/** Returns the object that a pointer leads to after all references: its own pointer and its value. */
export function follow(contract: JsonObject, pointer: string): { pointer: string; value: JsonObject } {
  const value = objectAt(contract, pointer)
  return typeof value.$ref === 'string' ? follow(contract, value.$ref) : { pointer, value }
}

/** Returns the object at a pointer. Throws if the pointer is not local or there is no object. */
export function objectAt(contract: JsonObject, pointer: string): JsonObject {
  if (!pointer.startsWith('#/')) throw new Error(`The reference ${pointer} is not local`)
  let value: Json | undefined = contract
  for (const token of pointer.slice(2).split('/')) {
    value = isObject(value) ? value[token.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
  }
  if (!isObject(value)) throw new Error(`The contract has no object at ${pointer}`)
  return value
}

/** Escapes a member's name for a pointer. */
export function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}
