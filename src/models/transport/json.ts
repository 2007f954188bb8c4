import { ProviderError } from '../provider.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Throws ProviderError (failed, 'not JSON') for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ProviderError('failed', 'not JSON')
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

/** The object's member if it is an object itself, else an empty one. */
export function member(value: unknown, name: string): JsonObject {
  const found = isObject(value) ? value[name] : undefined
  return isObject(found) ? found : {}
}
