/**
 * Text of the provider's in a form that PostgreSQL and JSON can hold to the character: U+0000 and lone
 * surrogates become U+FFFD.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}

/**
 * The same for a text that comes in pieces, because providers cut between the halves of a pair too. A first half at the
 * end of a piece waits for the next one; `rest` gives the one that waits in vain.
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
