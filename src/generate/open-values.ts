type Json = { [member: string]: unknown }

export const unknowns = ['#/components/schemas/UnknownValue', '#/components/schemas/UnknownEvent']

/**
 * Removes the open alternatives from a contract. Clients must accept values that later versions add, but a
 * server may only send those of its own version.
 */
export function closeOpenValues<T>(contract: T): T {
  return JSON.parse(JSON.stringify(contract), (_name, node) => {
    if (!Array.isArray(node?.anyOf)) return node
    const { anyOf, ...rest } = node as Json & { anyOf: Json[] }
    const known = anyOf.filter(({ $ref }) => !unknowns.includes(String($ref)))
    if (known.length === anyOf.length) return node
    return known.length === 1 ? { ...known[0], ...rest } : { ...rest, anyOf: known }
  })
}
