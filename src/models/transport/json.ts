import { hasMembers, isObject } from '../../is-object.ts'
import { ProviderError } from '../provider.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** @throws ProviderError (failed, 'not JSON') */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ProviderError('failed', 'not JSON')
  }
}

/** Parses the text of a JSON object; undefined for any other text. */
export function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function member(value: unknown, name: string): JsonObject {
  const found = hasMembers(value) ? value[name] : undefined
  return hasMembers(found) ? found : {}
}
