/**
 * Returns a provider's text in a form that PostgreSQL and JSON can store unchanged: replaces U+0000 and lone
 * surrogates by U+FFFD.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}

/**
 * Creates the same conversion for a text in pieces, in which surrogate pairs may be split. A high surrogate
 * at the end of a piece waits for the next one; `rest` returns it if none follows.
 */
export function storablePieces(): { push(piece: string): string; rest(): string } {
  let half = ''
  return {
    push(piece) {
      const text = half + piece
      const last = text.charCodeAt(text.length - 1)
      half = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : ''
      return storable(half === '' ? text : text.slice(0, -1))
    },
    rest() {
      const text = storable(half)
      half = ''
      return text
    },
  }
}
