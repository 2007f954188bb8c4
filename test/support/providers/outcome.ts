import { ProviderError, type ProviderStream, type Usage } from '../../../src/models/provider.ts'

/** Result of a call: the answer, or the ProviderError with which it failed. */
export interface Outcome {
  readonly content?: string
  readonly reasoning?: string
  readonly finish_reason?: string | null
  readonly complete?: boolean
  readonly usage?: Partial<Usage>
  readonly failure?: string
  readonly reason?: string
  readonly retryAfter?: number | undefined
}

export async function outcomeOf(stream: ProviderStream): Promise<Outcome> {
  const texts = { content: '', reasoning: '' }
  let usage: Usage | undefined
  try {
    for await (const events of stream) {
      for (const event of events) {
        if (event.type === 'text') texts.content += event.text
        if (event.type === 'reasoning') texts.reasoning += event.text
        if (event.type === 'usage') usage = event.usage
        if (event.type === 'finish' && usage)
          return { ...texts, usage, finish_reason: event.reason, complete: event.complete }
      }
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { kind, reason, retryAfter } = error
    return { ...texts, failure: kind, reason, retryAfter }
  }
  throw new Error('An answer ended without its finish')
}
