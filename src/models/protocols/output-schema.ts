import { hasMembers } from '../../is-object.ts'

const MAX_DEPTH = 64

/** Returns the instruction to answer with JSON that matches a schema. */
export function outputInstruction(schema: object): string {
  return [
    'Answer with JSON that matches this JSON Schema, and with nothing else: no explanation, no Markdown.',
    JSON.stringify(schema),
  ].join('\n\n')
}

/**
 * Returns true if OpenAI can enforce the schema (`strict`): every object in it lists all of its properties as
 * required and allows no others.
 */
export function isStrict(schema: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  if (Array.isArray(schema)) return schema.every((one) => isStrict(one, depth + 1))
  if (!hasMembers(schema)) return true
  const { type, properties, required, additionalProperties, enum: _, const: __, ...rest } = schema
  const isOfObjects = properties !== undefined || (Array.isArray(type) ? type : [type]).includes('object')
  if (isOfObjects) {
    const names = Object.keys(hasMembers(properties) ? properties : {})
    const isClosed = additionalProperties === false && Array.isArray(required)
    if (!isClosed || !names.every((name) => required.includes(name))) return false
  }
  return [...Object.values(hasMembers(properties) ? properties : {}), ...Object.values(rest)].every((one) =>
    isStrict(one, depth + 1),
  )
}
