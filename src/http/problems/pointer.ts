/** Escapes a member's name for a JSON pointer (RFC 6901). Long names are cut. */
export function escaped(name: string): string {
  return name.slice(0, 200).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')
}
