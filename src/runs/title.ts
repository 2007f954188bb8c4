import type { ProviderRequest } from '../models/provider.ts'

/** How much of the prompt and of the answer the model is shown, in UTF-16 code units. */
const MAX_SHOWN = 2_000
/** Enough for a model that thinks first. */
const MAX_TOKENS = 1_000
const MAX_TITLE = 80

/** What the model is asked to name a chat by its first prompt and answer. */
export function titleRequest(prompt: string, answer: string): ProviderRequest {
  const shown = (text: string) => text.slice(0, MAX_SHOWN).toWellFormed()
  return {
    system:
      'Name the conversation that you are shown: two to six words in its own language that say what it is about. Answer with the name alone, without quotation marks.',
    messages: [{ role: 'user', content: `${shown(prompt)}\n\n---\n\n${shown(answer)}` }],
    max_tokens: MAX_TOKENS,
  }
}

/** The title in the model's answer: its first line that says something, without what models like to put around it. */
export function titleIn(answer: string): string {
  // Some servers leave in what the model thought.
  const said = answer.replace(/^\s*<think>.*?(<\/think>|$)/s, '')
  const lines = said.split(/[\r\n\u2028\u2029]+/).map((line) =>
    line
      .replaceAll(/\p{Cc}/gu, ' ')
      .replace(/^[\s#*"'‘’“”„«»「」『』`_-]+|[\s*"'‘’“”„«»「」『』`_.]+$/gu, '')
      .trim(),
  )
  const line = lines.find((line) => line !== '') ?? ''
  return [...line].slice(0, MAX_TITLE).join('').trim()
}
