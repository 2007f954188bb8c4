import { setTimeout as sleep } from 'node:timers/promises'
import type { ImageLimits } from '../attachments/attachment.ts'
import type { Adjustment } from './adjustments.ts'
import { logMessage } from './errors/provider-message.ts'
import {
  type Attempt,
  type Provider,
  ProviderError,
  type ProviderEvent,
  type ProviderRequest,
} from './provider.ts'

const MAX_ATTEMPTS = 3
/** Delay, in ms, before the second attempt; doubles with each further one. */
const FIRST_DELAY_MS = 500
/** Maximum delay, in ms, before another attempt. A provider that requires a longer one is not retried. */
const MAX_DELAY_MS = 20_000

const tokenTypes = new Set<ProviderEvent['type']>(['text', 'reasoning', 'tool_call_delta', 'tool_call'])

export interface Candidate {
  readonly name: string
  /** Model for requests that name none. */
  readonly model: string
  readonly provider: Provider
}

/**
 * Combines several providers into one. Each is retried until it has sent a token; then the next one takes
 * over, beginning with a `reset` if there were tokens. Every attempt is reported, the last one right before
 * `finish` or before the stream rejects. A model named by the request applies to the first provider only.
 * `timeout`, in ms, is for all attempts.
 */
export function failover(
  candidates: readonly [Candidate, ...Candidate[]],
  { timeout }: { readonly timeout: number },
): Provider {
  return {
    documents: candidates.every(({ provider }) => provider.documents),
    ...strictest(candidates.flatMap(({ provider }) => provider.images ?? [])),
    async *stream(request, signal) {
      const endsAt = performance.now() + timeout
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), timeout)
      const either = AbortSignal.any([signal, deadline.signal])
      const { model: _, ...unnamed } = request
      let failure = new ProviderError('timeout', 'deadline')
      try {
        for (const [index, { name, model, provider }] of candidates.entries()) {
          const providerRequest: ProviderRequest = index === 0 ? request : unnamed
          const modelName = providerRequest.model ?? model
          for (let tries = 1; ; tries += 1) {
            let began = performance.now()
            let adjustments: readonly Adjustment[] = []
            const attempt = (error?: ProviderError): ProviderEvent => ({
              type: 'attempt',
              attempt: {
                provider: name,
                model: modelName,
                ...(error && { failure: failureOf(error) }),
                duration: Math.round(performance.now() - began),
                ...(adjustments.length > 0 && { adjustments }),
              },
              ...(error && { message: logMessage(error) }),
            })
            let hasTokens = false
            try {
              for await (const batch of provider.stream(providerRequest, either)) {
                const [first] = batch
                if (first?.type === 'adjusted') {
                  ;({ adjustments } = first)
                  if (first.rejected === undefined) continue
                  yield [attempt(first.rejected)]
                  began = performance.now()
                  adjustments = []
                  continue
                }
                const events = batch.some(({ type }) => type === 'model')
                  ? batch.map((event) => (event.type === 'model' ? { ...event, asked: modelName } : event))
                  : batch
                hasTokens ||= events.some(({ type }) => tokenTypes.has(type))
                const last = events.at(-1)
                yield last?.type === 'finish' ? [...events.slice(0, -1), attempt(), last] : events
              }
              return
            } catch (error) {
              signal.throwIfAborted()
              if (deadline.signal.aborted) failure = new ProviderError('timeout', 'deadline')
              else if (error instanceof ProviderError) failure = error
              else throw error
            }
            yield [attempt(failure)]
            if (failure.kind === 'context_too_long' || deadline.signal.aborted) throw failure
            const wait = hasTokens || tries === MAX_ATTEMPTS ? undefined : delayBefore(tries, failure)
            if (wait === undefined || performance.now() + wait >= endsAt) {
              if (hasTokens && index + 1 < candidates.length) yield [{ type: 'reset' }]
              break
            }
            await sleep(wait, undefined, { signal: either }).catch(() => signal.throwIfAborted())
          }
        }
        throw failure
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      await Promise.all(candidates.map(({ provider }) => provider.close()))
    },
  }
}

function failureOf({ kind, reason, refusesMedia }: ProviderError): NonNullable<Attempt['failure']> {
  return { kind, reason, ...(refusesMedia && { refusesMedia }) }
}

function strictest(limits: readonly ImageLimits[]): Pick<Provider, 'images'> {
  if (limits.length === 0) return {}
  const [bytes, side] = [limits.map(({ bytes }) => bytes), limits.map(({ side }) => side)]
  return { images: { bytes: Math.min(...bytes), side: Math.min(...side) } }
}

function delayBefore(tries: number, { kind, reason, retryAfter }: ProviderError): number | undefined {
  if (kind === 'refused' || kind === 'timeout') return undefined
  // Jitter keeps clients that failed together from retrying together.
  const backoff = FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
  const delay = retryAfter === undefined ? backoff : Math.max(retryAfter * 1000, backoff)
  return delay > MAX_DELAY_MS || (kind === 'failed' && !/^HTTP 5/.test(reason)) ? undefined : delay
}
