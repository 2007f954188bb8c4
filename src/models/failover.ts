import { setTimeout as sleep } from 'node:timers/promises'
import type { PictureLimits } from '../attachments/attachment.ts'
import type { Adjustment } from './adjustments.ts'
import { logMessage } from './errors/provider-message.ts'
import {
  type Attempt,
  type Provider,
  ProviderError,
  type ProviderEvent,
  type ProviderRequest,
} from './provider.ts'

/** How often one provider is asked before the next one is. */
const ATTEMPTS_EACH = 3
/** Milliseconds before the second attempt; twice as long before each further one. */
const FIRST_DELAY_MS = 500
/** The longest that is waited for a provider, in milliseconds, even if it says that it will be back later. */
const MAX_DELAY_MS = 20_000

export interface Candidate {
  /** What it is called in attempts. */
  readonly name: string
  /** What it is asked for where the request names no model. */
  readonly model: string
  readonly provider: Provider
}

/**
 * Several providers as one: each is tried again while no token has come, and after it the next one takes over, which
 * begins with a `reset` if tokens had come. How each attempt ended is told, the last one's right before the `finish`, or
 * before the stream rejects with its failure. A model that the request names is the first provider's; the others are asked
 * for their own. `timeout`, in milliseconds, is for all of it. A call that is rejected and then adjusted is an
 * attempt too, but does not count towards the next provider's turn.
 */
export function failover(
  candidates: readonly [Candidate, ...Candidate[]],
  { timeout }: { readonly timeout: number },
): Provider {
  return {
    documents: candidates.every(({ provider }) => provider.documents),
    ...strictest(candidates.flatMap(({ provider }) => provider.pictures ?? [])),
    async *stream(request, signal) {
      const ends = performance.now() + timeout
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), timeout)
      const either = AbortSignal.any([signal, deadline.signal])
      const { model: _, ...unnamed } = request
      let failure = new ProviderError('timeout', 'deadline')
      try {
        for (const [index, { name, model, provider }] of candidates.entries()) {
          const asked: ProviderRequest = index === 0 ? request : unnamed
          const modelName = asked.model ?? model
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
            let tokens = false
            try {
              for await (const batch of provider.stream(asked, either)) {
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
                tokens ||= events.some(({ type }) => type === 'text' || type === 'reasoning')
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
            const wait = tokens || tries === ATTEMPTS_EACH ? undefined : delayBefore(tries, failure)
            if (wait === undefined || performance.now() + wait >= ends) {
              if (tokens && index + 1 < candidates.length) yield [{ type: 'reset' }]
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

/** What pictures may be for each of the providers: whichever answers, it is given the same. */
function strictest(limits: readonly PictureLimits[]): Pick<Provider, 'pictures'> {
  if (limits.length === 0) return {}
  const [bytes, side] = [limits.map(({ bytes }) => bytes), limits.map(({ side }) => side)]
  return { pictures: { bytes: Math.min(...bytes), side: Math.min(...side) } }
}

/** Milliseconds before the same provider is worth asking again; undefined where it is not. */
function delayBefore(tries: number, { kind, reason, retryAfter }: ProviderError): number | undefined {
  if (kind === 'refused' || kind === 'timeout') return undefined
  // Half of it by chance, so that those who failed together do not come back together.
  const backoff = FIRST_DELAY_MS * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
  const delay = retryAfter === undefined ? backoff : Math.max(retryAfter * 1000, backoff)
  return delay > MAX_DELAY_MS || (kind === 'failed' && !/^HTTP 5/.test(reason)) ? undefined : delay
}
