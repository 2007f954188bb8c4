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
 * Calls a provider, and once more for each adjustment that a rejection suggests. Only a definite rejection
 * before any part of an answer leads to another call, so nothing is billed twice. Accepted adjustments are
 * remembered.
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
  /** First result of a call, held until its adjustments have been reported. */
  let held: Promise<Result> | undefined

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
    const applicable = new Set<Adjustment>()
    const forced = new Set<Adjustment>()
    const applied = wanted
    answer = call((adjustment, isForced = false) => {
      if (isForced) forced.add(adjustment)
      else applicable.add(adjustment)
      return isForced || applied.has(adjustment)
    })[Symbol.asyncIterator]()
    const made = () => [...[...applied].filter((adjustment) => applicable.has(adjustment)), ...forced]
    const report = (rejected?: ProviderError): Result => ({
      done: false,
      value: [{ type: 'adjusted', adjustments: made(), ...(rejected && { rejected }) }],
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
      const possible = [...applicable].filter((one) => !applied.has(one) && !tried.has(one))
      const adjustment = adjustmentFor(error, complaints, possible)
      if (adjustment !== undefined) {
        const opposite = opposites.get(adjustment)
        tried.add(adjustment)
        // The opposite has just been rejected.
        if (opposite !== undefined) tried.add(opposite)
        wanted = withAdjustment(applied, adjustment)
        return report(error)
      }
      hasAnswered = true
      held = Promise.reject(error)
      held.catch(() => {})
    }
    return made().length > 0 ? report() : releaseHeld()
  }
  const releaseHeld = (): Promise<Result> => {
    const result = held
    held = undefined
    return result ?? Promise.reject(new Error('The first events of a call are missing.'))
  }

  return {
    next() {
      if (held !== undefined) return releaseHeld()
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
