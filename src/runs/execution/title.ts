import type { ProviderRequest } from '../../models/provider.ts'

/** Maximum length of the excerpts of prompt and answer that are sent to the model, in UTF-16 code units. */
const MAX_EXCERPT_LENGTH = 2_000
/** Maximum number of tokens, with room for reasoning before the title. */
const MAX_TOKENS = 1_000
const MAX_TITLE_CHARACTERS = 80

/** Returns the request for a title of a chat, based on its first prompt and answer. */
export function titleRequest(prompt: string, answer: string): ProviderRequest {
  const shown = (text: string) => text.slice(0, MAX_EXCERPT_LENGTH).toWellFormed()
  return {
    system:
      'Name the conversation that you are shown: two to six words in its own language that say what it is about. Answer with the name alone, without quotation marks.',
    messages: [{ role: 'user', content: `${shown(prompt)}\n\n---\n\n${shown(answer)}` }],
    max_tokens: MAX_TOKENS,
  }
}

/**
 * Returns the title in the model's answer: its first non-blank line, without quotation marks and Markdown.
 */
export function titleIn(answer: string): string {
  // Some servers leave the reasoning in the answer.
  const said = answer.replace(/^\s*<think>.*?(<\/think>|$)/s, '')
  const lines = said.split(/[\r\n\u2028\u2029]+/).map((line) =>
    line
      .replaceAll(/\p{Cc}/gu, ' ')
      .replace(/^[\s#*"'‘’“”„«»「」『』`_-]+|[\s*"'‘’“”„«»「」『』`_.]+$/gu, '')
      .trim(),
  )
  const line = lines.find((line) => line !== '') ?? ''
  return [...line].slice(0, MAX_TITLE_CHARACTERS).join('').trim()
}
