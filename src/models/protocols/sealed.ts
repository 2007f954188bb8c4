import { hasMembers } from '../../is-object.ts'
import type { Message, Sealed } from '../provider.ts'
import type { JsonObject } from '../transport/json.ts'

/** Seals data for the model that produced it: others reject or misread it. */
export function seal(protocol: string, model: string, data: JsonObject): Sealed {
  return { protocol, data: JSON.stringify({ ...data, model }) }
}

/** Returns the data that a model sealed with its message; undefined if it sealed none. */
export function unseal({ sealed = [] }: Message, protocol: string, model: string): JsonObject | undefined {
  for (const one of sealed) {
    if (one.protocol !== protocol) continue
    const data: unknown = JSON.parse(one.data)
    if (hasMembers(data) && data.model === model) return data
  }
  return undefined
}
