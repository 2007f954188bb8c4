import { inputError } from '../http/problems/input-errors.ts'
import { escaped } from '../http/problems/pointer.ts'
import type { InputError } from '../http/problems/problem.ts'

/** The longest pointer that the contract allows, in UTF-16 code units. */
const MAX_POINTER = 1_000

/** An object or array, and how it is reached from the root. */
interface Place {
  readonly value: object
  readonly name: string
  readonly parent: Place | undefined
}

/**
 * Finds strings and member names with unpaired surrogates. JSON can escape them, but no UTF-8 text holds them, so
 * PostgreSQL, providers and other clients would get something else than was sent.
 *
 * @param root what pointers begin with, such as `/body`
 * @param most how many findings are enough
 */
export function unpairedSurrogates(data: unknown, root: string, most: number): InputError[] {
  const errors: InputError[] = []
  // A stack of its own, because JSON may be nested deeper than calls can be.
  const places: Place[] = []
  const look = (value: unknown, name: string, parent: Place | undefined) => {
    if (typeof value === 'object' && value !== null) places.push({ value, name, parent })
    else if (typeof value === 'string' && !value.isWellFormed())
      errors.push(inputError(pointerTo(root, name, parent), 'unpairedSurrogate'))
  }

  look(data, '', undefined)
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    if (errors.length >= most) return errors
    if (Array.isArray(place.value)) {
      for (const [index, value] of place.value.entries()) look(value, String(index), place)
      continue
    }
    for (const [name, value] of Object.entries(place.value)) {
      if (!name.isWellFormed())
        errors.push(inputError(pointerTo(root, name, place), 'unpairedSurrogateInName'))
      look(value, name, place)
    }
  }
  return errors
}

/** The JSON pointer to a member, or to the nearest object around it whose pointer is short enough. */
function pointerTo(root: string, name: string, parent: Place | undefined): string {
  const names = parent === undefined ? [] : [name]
  for (let place = parent; place?.parent !== undefined; place = place.parent) names.push(place.name)
  let pointer = root
  for (const next of names.reverse()) {
    const longer = `${pointer}/${escaped(next)}`
    if (longer.length > MAX_POINTER) break
    pointer = longer
  }
  return pointer
}
