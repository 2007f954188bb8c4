import {
  type Adjust,
  type Adjustment,
  type AdjustmentMemory,
  adjustmentFor,
  opposites,
  withAdjustment,
} from './adjustments.ts'
import { complaintsIn } from './errors/complaint.ts'
import { setLogMessage, takeBody } from './errors/provider-message.ts'
import { redacted, withoutEchoes } from './errors/redact.ts'
import { ProviderError, type ProviderEvent, type ProviderRequest, type ProviderStream } from './provider.ts'

type Result = IteratorResult<readonly ProviderEvent[], undefined>

/**
 * Calls a provider, and once more for each adjustment that a rejection asks for. Only a definite rejection
 * leads to another call, and only before anything of an answer has come, so nothing is paid twice. What was
 * accepted is remembered.
 */
export function adjusted(
  call: (adjust: Adjust) => ProviderStream,
  {
    request,
    model,
    memory,
    secrets,
  }: {
    readonly request: ProviderRequest
    readonly model: string
    readonly memory: AdjustmentMemory
    readonly secrets: readonly string[]
  },
): AsyncIterator<readonly ProviderEvent[], undefined> {
  const tried = new Set<Adjustment>()
  let wanted = memory.of(model)
  let answer: AsyncIterator<readonly ProviderEvent[], undefined> | undefined
  let hasAnswered = false
  /** The outcome that waits until the adjustments before it have been told. */
  let held: Promise<Result> | undefined

  /** The next batch of an answer; in its failure, what the provider says can be logged. */
  const next = async (from: NonNullable<typeof answer>): Promise<Result> => {
    try {
      return await from.next()
    } catch (error) {
      if (error instanceof ProviderError) explain(error)
      throw error
    }
  }
  const explain = (error: ProviderError) => {
    const complaints = complaintsIn(takeBody(error))
    const said = complaints.map(({ names, text }) => (names === '' ? text : `${text} (${names})`)).join('; ')
    if (said !== '') setLogMessage(error, redacted(said, { secrets, request }))
    return complaints
  }

  const begin = async (): Promise<Result> => {
    const asked = new Set<Adjustment>()
    const applied = wanted
    answer = call((adjustment) => {
      asked.add(adjustment)
      return applied.has(adjustment)
    })[Symbol.asyncIterator]()
    const told = (rejected?: ProviderError): Result => ({
      done: false,
      value: [
        {
          type: 'adjusted',
          adjustments: [...applied].filter((adjustment) => asked.has(adjustment)),
          ...(rejected && { rejected }),
        },
      ],
    })
    try {
      const first = await answer.next()
      hasAnswered = true
      memory.remember(model, applied)
      held = Promise.resolve(first)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      const complaints = explain(error).map(({ names, text }) => ({
        names,
        text: withoutEchoes(text, request),
      }))
      const possible = [...asked].filter((one) => !applied.has(one) && !tried.has(one))
      const adjustment = adjustmentFor(error, complaints, possible)
      if (adjustment !== undefined) {
        const opposite = opposites.get(adjustment)
        tried.add(adjustment)
        // That one has just been rejected.
        if (opposite !== undefined) tried.add(opposite)
        wanted = withAdjustment(applied, adjustment)
        return told(error)
      }
      hasAnswered = true
      held = Promise.reject(error)
      held.catch(() => {})
    }
    return [...applied].some((adjustment) => asked.has(adjustment)) ? told() : release()
  }
  const release = (): Promise<Result> => {
    const outcome = held
    held = undefined
    return outcome ?? Promise.reject(new Error('No outcome of a call is held'))
  }

  return {
    next() {
      if (held !== undefined) return release()
      if (!hasAnswered) return begin()
      return answer === undefined ? Promise.resolve({ done: true, value: undefined }) : next(answer)
    },
    async return() {
      hasAnswered = true
      await answer?.return?.()
      return { done: true, value: undefined }
    },
  }
}
