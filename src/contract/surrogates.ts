import { inputError } from '../http/problems/input-errors.ts'
import { escaped } from '../http/problems/pointer.ts'
import type { InputError } from '../http/problems/problem.ts'

/** Longest pointer that the contract allows, in UTF-16 code units. */
const MAX_POINTER_LENGTH = 1_000

interface PathNode {
  readonly value: object
  readonly name: string
  readonly parent: PathNode | undefined
}

/**
 * Finds strings and member names with unpaired surrogates. JSON can escape them, but UTF-8 cannot encode
 * them, so PostgreSQL, providers and other clients would receive different text.
 */
export function unpairedSurrogates(data: unknown, root: string, maxErrors: number): InputError[] {
  const errors: InputError[] = []
  // Not recursive, because JSON may be nested deeper than the call stack allows.
  const pending: PathNode[] = []
  const visit = (value: unknown, name: string, parent: PathNode | undefined) => {
    if (typeof value === 'object' && value !== null) pending.push({ value, name, parent })
    else if (typeof value === 'string' && !value.isWellFormed())
      errors.push(inputError(pointerTo(root, name, parent), 'unpairedSurrogate'))
  }

  visit(data, '', undefined)
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (errors.length >= maxErrors) return errors
    if (Array.isArray(node.value)) {
      for (const [index, value] of node.value.entries()) visit(value, String(index), node)
      continue
    }
    for (const [name, value] of Object.entries(node.value)) {
      if (!name.isWellFormed())
        errors.push(inputError(pointerTo(root, name, node), 'unpairedSurrogateInName'))
      visit(value, name, node)
    }
  }
  return errors
}

/** Returns the JSON pointer to a member, or to its nearest ancestor whose pointer is short enough. */
function pointerTo(root: string, name: string, parent: PathNode | undefined): string {
  const names = parent === undefined ? [] : [name]
  for (let node = parent; node?.parent !== undefined; node = node.parent) names.push(node.name)
  let pointer = root
  for (const next of names.reverse()) {
    const longer = `${pointer}/${escaped(next)}`
    if (longer.length > MAX_POINTER_LENGTH) break
    pointer = longer
  }
  return pointer
}
