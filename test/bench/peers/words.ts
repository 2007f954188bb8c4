/** Counts the words of an answer, which the provider numbers. */
import { TOKEN } from '../stream-client.ts'

export function wordsOf(text: string): string[] {
  return text
    .split(TOKEN)
    .slice(1)
    .map((word) => word.trim())
}

export interface Damage {
  readonly lost: number
  readonly duplicated: number
}

/** Compares the words that a reader has received with all words sent. */
export function damageOf(text: string, count: number): Damage {
  const words = wordsOf(text)
  const distinct = new Set(words)
  const lost = Array.from({ length: count }, (_, index) => String(index + 1)).filter(
    (word) => !distinct.has(word),
  )
  return { lost: lost.length, duplicated: words.length - distinct.size }
}

/** Returns true if every word of `part` is in `text`. */
export function contains(text: string, part: string): boolean {
  const words = new Set(wordsOf(text))
  return wordsOf(part).every((word) => words.has(word))
}
