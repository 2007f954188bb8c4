import type { Attachment } from './attachment.ts'
import type { ProviderRequest, Usage } from './provider.ts'

const tokenLimit = 2 ** 31 - 1
/** What a picture of a usual size counts with those who say how they count; a document's page is about as much. */
const pictureTokens = 1000

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
  return attachment.kind === 'text' ? estimateTokens(attachment.text) : pictureTokens
}

/** About how many tokens a request is, attachments included. */
export function estimatePromptTokens({ system, messages }: ProviderRequest): number {
  const texts = messages.flatMap(({ content, attachments = [] }) => [
    estimateTokens(content),
    ...attachments.map(estimateAttachmentTokens),
  ])
  return texts.reduce((sum, tokens) => sum + tokens, estimateTokens(system ?? ''))
}

/** What the provider counted; what it did not count, or not as a number that makes sense, is estimated. */
export function usageOf(
  counted: { readonly prompt: unknown; readonly completion: unknown; readonly total?: unknown },
  request: ProviderRequest,
  completionEstimate: () => number,
): Usage {
  const prompt = count(counted.prompt)
  const completion = count(counted.completion)
  const prompt_tokens = prompt ?? estimatePromptTokens(request)
  const completion_tokens = completion ?? completionEstimate()
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: count(counted.total) ?? Math.min(prompt_tokens + completion_tokens, tokenLimit),
    estimated: prompt === undefined || completion === undefined,
  }
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= tokenLimit
    ? value
    : undefined
}
