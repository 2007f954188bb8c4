import type { Attachment } from '../attachments/attachment.ts'
import type { ProviderRequest, Usage } from './provider.ts'

const MAX_TOKENS = 2 ** 31 - 1
/**
 * Estimated tokens of an image, by the documented rules of several providers; a page of a document is
 * similar.
 */
const IMAGE_TOKENS = 1000

/**
 * Estimates the tokens of a number of bytes of text: four bytes per token fit English, and Chinese at three
 * bytes per character.
 */
export function tokensOf(bytes: number): number {
  return Math.ceil(bytes / 4)
}

export function estimateTokens(text: string): number {
  return tokensOf(Buffer.byteLength(text))
}

export function estimateAttachmentTokens(attachment: Attachment): number {
  return attachment.kind === 'text' ? estimateTokens(attachment.text) : IMAGE_TOKENS
}

export function estimatePromptTokens({
  system,
  messages,
  tools = [],
  outputSchema,
}: ProviderRequest): number {
  const texts = messages.flatMap(({ content, attachments = [], toolCalls = [], toolResults = [] }) => [
    estimateTokens(content),
    ...attachments.map(estimateAttachmentTokens),
    ...toolCalls.map((call) => estimateTokens(call.name + call.arguments)),
    ...toolResults.map((result) => estimateTokens(result.content)),
  ])
  const definitions = [...tools, ...(outputSchema === undefined ? [] : [outputSchema])]
  const fixed = estimateTokens(system ?? '') + definitions.reduce((sum, one) => sum + jsonTokens(one), 0)
  return texts.reduce((sum, tokens) => sum + tokens, fixed)
}

function jsonTokens(value: object): number {
  return estimateTokens(JSON.stringify(value))
}

/** Token counts as a provider reports them. Each may be missing or invalid. */
export interface Counts {
  readonly prompt?: unknown
  /**
   * Tokens of the prompt that were neither read from a cache nor written to one; reported instead of `prompt`
   * by some providers.
   */
  readonly uncached?: unknown
  readonly cached?: unknown
  readonly written?: unknown
  readonly completion?: unknown
  /** Tokens of reasoning. They are part of the completion unless its count or the total shows otherwise. */
  readonly reasoning?: unknown
  readonly total?: unknown
}

/**
 * Merges the counts reported so far with the next report. The larger ones are kept, because the last report
 * may be zeros. The parts of a prompt are kept or replaced together, because tokens may move between them
 * from report to report.
 */
export function largerCounts(known: Counts, reported: Counts): Counts {
  const larger = (name: keyof Counts) => Math.max(count(known[name]) ?? -1, count(reported[name]) ?? -1)
  const next = {
    uncached: count(reported.uncached) ?? known.uncached,
    cached: count(reported.cached) ?? known.cached,
    written: count(reported.written) ?? known.written,
  }
  const { uncached, cached, written } = sumOfParts(next) >= sumOfParts(known) ? next : known
  return {
    ...{ uncached, cached, written },
    prompt: larger('prompt'),
    completion: larger('completion'),
    reasoning: larger('reasoning'),
    total: larger('total'),
  }
}

function sumOfParts({ uncached, cached, written }: Counts): number {
  return [uncached, cached, written].reduce<number>((sum, part) => sum + (count(part) ?? 0), 0)
}

/**
 * Returns the usage that the provider reported. Counts that are missing, invalid, or zero for a text that is
 * not empty are estimated.
 */
export function usageOf(counts: Counts, request: ProviderRequest, completionEstimate: () => number): Usage {
  const cached_tokens = count(counts.cached) ?? 0
  const cache_write_tokens = count(counts.written) ?? 0
  const inCache = cached_tokens + cache_write_tokens
  const uncached = count(counts.uncached)
  const prompt = count(counts.prompt) ?? (uncached === undefined ? undefined : uncached + inCache)
  const prompt_tokens = Math.max(prompt || estimatePromptTokens(request), inCache)
  const reasoning = count(counts.reasoning)
  const completion = withReasoning(counts, prompt_tokens)
  const completion_tokens = completion || completionEstimate()
  const sum = Math.max(prompt_tokens + completion_tokens, count(counts.total) ?? 0)
  return {
    prompt_tokens: Math.min(prompt_tokens, MAX_TOKENS),
    completion_tokens,
    total_tokens: Math.min(sum, MAX_TOKENS),
    cached_tokens,
    cache_write_tokens,
    ...(reasoning !== undefined && { reasoning_tokens: Math.min(reasoning, completion_tokens) }),
    estimated: prompt_tokens !== prompt || completion_tokens !== completion,
  }
}

/**
 * Returns the tokens of the completion with its reasoning, which xAI and Gemini report beside it and add to
 * the total only.
 */
function withReasoning({ completion, reasoning, total }: Counts, prompt: number): number | undefined {
  const [answer, thought = 0] = [count(completion), count(reasoning)]
  if (answer === undefined || thought === 0) return answer
  const isBeside = thought > answer || count(total) === prompt + answer + thought
  return isBeside ? Math.min(answer + thought, MAX_TOKENS) : answer
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS
    ? value
    : undefined
}
