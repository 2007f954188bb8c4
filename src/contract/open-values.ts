type Json = { [member: string]: unknown }

/** What the contract's open values refer to as their last alternative: anything that a later version may add. */
export const unknowns = ['#/components/schemas/UnknownValue', '#/components/schemas/UnknownEvent']

/**
 * Takes the open alternatives out of a contract. Clients must accept values that later versions add, while a server may
 * only send those that its own version lists.
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
