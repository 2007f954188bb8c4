import { hasMembers } from '../../is-object.ts'
import type { FinishReason } from '../provider.ts'

/** Words for a model that is still writing. */
const unfinished = new Set(['', 'null', 'none', 'nil', 'undefined', 'false', '0'])

const words: readonly (readonly [FinishReason, string])[] = [
  // OpenAI and most others; Anthropic; TGI; Cohere.
  ['stop', 'stop end_turn stop_sequence eos_token complete completed'],
  // OpenAI; Anthropic; Mistral; Cohere.
  ['length', 'length max_tokens model_context_window_exceeded compaction model_length error_limit'],
  ['length', 'max_length max_output_tokens'],
  // OpenAI and Azure; Anthropic; Bedrock; Zhipu; Cohere.
  ['content_filter', 'content_filter refusal content_filtered guardrail_intervened sensitive error_toxic'],
  // Gemini.
  ['content_filter', 'safety recitation language blocklist prohibited_content spii image_safety'],
  ['tool_calls', 'tool_calls tool_call function_call tool_use'],
  // Anthropic; vLLM and SGLang; DeepSeek; Zhipu.
  ['interrupted', 'pause_turn abort insufficient_system_resource network_error'],
  // Gemini.
  ['interrupted', 'malformed_function_call malformed_response unexpected_tool_call too_many_tool_calls'],
  // Ollama, for a model that was loaded or unloaded without a prompt.
  ['interrupted', 'load unload'],
]
const reasons = new Map(words.flatMap(([reason, all]) => all.split(' ').map((word) => [word, reason])))

/** Patterns for words that are not listed; the first match applies. */
const others: readonly (readonly [FinishReason, RegExp])[] = [
  ['interrupted', /error|fail|exception|abort|cancel|interrupt|paus|suspend|incomplete|partial|truncat/],
  ['interrupted', /time.?out|time.?limit|deadline|expire|stall|disconnect|connection|dropped|broken|lost/],
  ['interrupted', /insufficient|resource|memory|\boom\b|cache_full|capacity|quota|exhaust|internal|server/],
  ['interrupted', /rate.?limit|throttl|busy|overload|unavailable|evict|preempt|crash|kill|terminated|died/],
  ['interrupted', /shut.?down|(?:^|_)not_|unfinished/],
  ['content_filter', /filter|safety|moderat|blocked|policy/],
  ['length', /length|limit|max|context/],
]

/** Returns undefined if the model has not stopped; `other` for unknown words. */
export function finishReason(given: unknown): FinishReason | undefined {
  if (given === undefined || given === null) return undefined
  if (hasMembers(given)) return finishReason(typeof given.type === 'string' ? given.type : null)
  const word = String(given).trim().toLowerCase()
  if (unfinished.has(word)) return undefined
  return reasons.get(word) ?? others.find(([, words]) => words.test(word))?.[0] ?? 'other'
}
