import type { Attachment } from '../attachments/attachment.ts'
import type { ProviderRequest, Usage } from './provider.ts'

const TOKEN_LIMIT = 2 ** 31 - 1
/** What a picture of a usual size counts with those who say how they count; a document's page is about as much. */
const PICTURE_TOKENS = 1000

/** About how many tokens so many bytes of text are: four each fits English, and Chinese with its three a character. */
export function tokensOf(bytes: number): number {
  return Math.ceil(bytes / 4)
}

/** About how many tokens a text is. */
export function estimateTokens(text: string): number {
  return tokensOf(Buffer.byteLength(text))
}

/** About how many tokens a file is to the model. */
export function estimateAttachmentTokens(attachment: Attachment): number {
  return attachment.kind === 'text' ? estimateTokens(attachment.text) : PICTURE_TOKENS
}

/** About how many tokens a request is, attachments included. */
export function estimatePromptTokens({ system, messages }: ProviderRequest): number {
  const texts = messages.flatMap(({ content, attachments = [] }) => [
    estimateTokens(content),
    ...attachments.map(estimateAttachmentTokens),
  ])
  return texts.reduce((sum, tokens) => sum + tokens, estimateTokens(system ?? ''))
}

/** Tokens as a provider counts them. Each count may be missing, or make no sense. */
export interface Counts {
  /** Tokens of the whole prompt. */
  readonly prompt?: unknown
  /** Tokens of the prompt that were neither read from a cache nor written to one, for those who count so. */
  readonly uncached?: unknown
  /** Tokens of the prompt that were read from the provider's cache. */
  readonly cached?: unknown
  /** Tokens of the prompt that were written to it. */
  readonly written?: unknown
  readonly completion?: unknown
  readonly total?: unknown
}

/**
 * Merges counts that were reported so far with the next report. The larger ones hold: the last report may be zeros. The parts
 * of a prompt hold together, because tokens may move from one part to another from report to report.
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
    total: larger('total'),
  }
}

function sumOfParts({ uncached, cached, written }: Counts): number {
  return [uncached, cached, written].reduce<number>((sum, part) => sum + (count(part) ?? 0), 0)
}

/**
 * Returns what the provider counted. What it did not count, or not as a number that makes sense, is estimated; zero
 * does not count what is not empty.
 */
export function usageOf(counts: Counts, request: ProviderRequest, completionEstimate: () => number): Usage {
  const cached_tokens = count(counts.cached) ?? 0
  const cache_write_tokens = count(counts.written) ?? 0
  const inCache = cached_tokens + cache_write_tokens
  const uncached = count(counts.uncached)
  const prompt = count(counts.prompt) ?? (uncached === undefined ? undefined : uncached + inCache)
  const completion = count(counts.completion)
  const prompt_tokens = Math.max(prompt || estimatePromptTokens(request), inCache)
  const completion_tokens = completion || completionEstimate()
  const sum = Math.max(prompt_tokens + completion_tokens, count(counts.total) ?? 0)
  return {
    prompt_tokens: Math.min(prompt_tokens, TOKEN_LIMIT),
    completion_tokens,
    total_tokens: Math.min(sum, TOKEN_LIMIT),
    cached_tokens,
    cache_write_tokens,
    estimated: prompt_tokens !== prompt || completion_tokens !== completion,
  }
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= TOKEN_LIMIT
    ? value
    : undefined
}
