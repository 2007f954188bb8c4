/**
 * Text of the provider's in a form that PostgreSQL and JSON can hold to the character: U+0000 and lone
 * surrogates become U+FFFD.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}
