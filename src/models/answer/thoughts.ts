import type { Piece } from './content-parts.ts'

const names = ['think', 'thinking', 'thought']
const tags = names.flatMap((name) => [`<${name}>`, `</${name}>`])
/** Longest whitespace before a tag, in UTF-16 code units. */
const MAX_LEADING_SPACE = 1000

/**
 * Separates reasoning in `<think>` tags at the start from the answer, for servers that leave the tags in the
 * text. Some templates put the opening tag into the prompt, so a closing one alone is dropped.
 */
export function thoughtSplitter(): { push(text: string): Piece[]; rest(): Piece[] } {
  let state: 'start' | 'thinking' | 'answer' = 'start'
  let waiting = ''
  let closing = ''
  let isAfterTag = false

  const next = (): Piece | undefined => {
    if (state === 'thinking') {
      const end = waiting.indexOf(closing)
      const length = end === -1 ? waiting.length - overlap(waiting, closing) : end
      const text = waiting.slice(0, length)
      waiting = waiting.slice(end === -1 ? length : end + closing.length)
      if (end !== -1) state = 'start'
      return text === '' && end === -1 ? undefined : { type: 'reasoning', text }
    }
    const start = waiting.trimStart()
    if (waiting.length - start.length > MAX_LEADING_SPACE) return answer()
    const tag = tags.find((tag) => start.startsWith(tag))
    if (tag === undefined) return tags.some((tag) => tag.startsWith(start)) ? undefined : answer()
    if (!tag.startsWith('</')) {
      state = 'thinking'
      closing = `</${tag.slice(1)}`
    }
    isAfterTag = true
    waiting = start.slice(tag.length)
    return { type: 'reasoning', text: '' }
  }
  const answer = (): Piece => {
    state = 'answer'
    const text = isAfterTag ? waiting.trimStart() : waiting
    waiting = ''
    return { type: 'text', text }
  }

  return {
    push(text) {
      if (state === 'answer') return [{ type: 'text', text }]
      waiting += text
      const pieces: Piece[] = []
      for (let piece = next(); piece !== undefined; piece = next()) {
        pieces.push(piece)
        if (piece.type === 'text') break
      }
      return pieces
    },
    rest() {
      if (state !== 'thinking') return [answer()]
      return [{ type: 'reasoning', text: waiting }]
    },
  }
}

function overlap(text: string, tag: string): number {
  for (let length = Math.min(tag.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(tag.slice(0, length))) return length
  }
  return 0
}
