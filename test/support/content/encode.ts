/**
 * Encodes texts in encodings that Node can only decode. It decodes every sequence of one and of two bytes and
 * inverts the table.
 */
const tables = new Map<string, Map<string, readonly number[]>>()

/**
 * Returns the bytes of a text in an encoding of the Encoding Standard with one or two bytes per character.
 * Throws for other encodings.
 */
export function encode(text: string, label: string): Buffer {
  const table = tables.get(label) ?? tableOf(label)
  tables.set(label, table)
  const bytes = [...text].flatMap((character) => {
    const found = table.get(character)
    if (found === undefined) throw new Error(`${label} has no ${character}`)
    return found
  })
  return Buffer.from(bytes)
}

function tableOf(label: string): Map<string, readonly number[]> {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
  const table = new Map<string, readonly number[]>()
  const add = (...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes))
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes)
    } catch {
      // No character has these bytes.
    }
  }
  for (let first = 0; first < 256; first++) add(first)
  for (let first = 0x81; first < 0xff; first++)
    for (let second = 0x40; second < 0xff; second++) add(first, second)
  return table
}
