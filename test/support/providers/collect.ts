import type { Attempt, FinishReason, ProviderStream, Usage } from '../../../src/models/provider.ts'

/** Complete or partial answer, with texts as in ProviderEvent. */
export interface Completion {
  readonly content: string
  readonly model: string
  readonly finish_reason: FinishReason | null
  readonly complete: boolean
  readonly usage: Usage
  readonly attempts: readonly Attempt[]
}

/** Joins the events of an answer. Rejects as the stream does. */
export async function collect(stream: ProviderStream): Promise<Completion> {
  let content = ''
  let model = ''
  let usage: Usage | undefined
  const attempts: Attempt[] = []
  for await (const events of stream) {
    for (const event of events) {
      if (event.type === 'text') content += event.text
      if (event.type === 'model') model = event.model
      if (event.type === 'usage') usage = event.usage
      if (event.type === 'attempt') attempts.push(event.attempt)
      if (event.type === 'reset') content = ''
      if (event.type === 'finish' && usage !== undefined) {
        return { content, model, finish_reason: event.reason, complete: event.complete, usage, attempts }
      }
    }
  }
  throw new Error('An answer ended without its finish')
}
