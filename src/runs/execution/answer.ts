import type { RunMetrics } from '../../http/telemetry/metrics.ts'
import {
  type Attempt,
  type Provider,
  ProviderError,
  type ProviderRequest,
  type Sealed,
  type Usage,
} from '../../models/provider.ts'
import { tokensOf, usageOf } from '../../models/usage.ts'
import { MAX_REASONING_CHARACTERS } from '../queries/run-texts.ts'
import type { RunResult } from '../run-result.ts'
import type { SchemaChecks } from '../schemas/schema-checks.ts'
import { finished } from './derive-result.ts'
import type { OwnRun } from './own-run.ts'
import { checkedCall, MAX_TOOL_CALLS, type ToolCall } from './tools.ts'

/** Answer as far as the provider has sent it. */
export interface Progress {
  content: string
  /** At most MAX_REASONING_CHARACTERS, or one chunk more. */
  reasoning: string
  toolCalls: ToolCall[]
  sealed: Sealed[]
  /** Model that was asked; the fallback's model once that answers. */
  model: string
  /** Name that the provider reported for the model. */
  reportedModel: string | null
  hasBegun: boolean
  /** True once the provider has begun to answer the current `request`. */
  isAnswering: boolean
  /** Bytes of text, reasoning and arguments in the answer so far, from which tokens are estimated. */
  written: number
  /** Request that is being answered. */
  request: ProviderRequest | undefined
  /** Usage of the answer, if the provider reported it, and of an earlier one that was not valid. */
  usage: Usage | undefined
  usedBefore: Required<Usage> | undefined
  /** Failed and successful attempts. `message` is the provider's redacted error message, for the log only. */
  readonly attempts: { attempt: Attempt; readonly message: string | undefined; isInvalid?: true }[]
  /** Adjustments of the request that is being answered. */
  adjustments: NonNullable<Attempt['adjustments']>
}

export function newProgress(model: string): Progress {
  return {
    content: '',
    reasoning: '',
    toolCalls: [],
    sealed: [],
    model,
    reportedModel: null,
    hasBegun: false,
    isAnswering: false,
    written: 0,
    request: undefined,
    usage: undefined,
    usedBefore: undefined,
    attempts: [],
    adjustments: [],
  }
}

export function discard(progress: Progress): void {
  progress.content = ''
  progress.reasoning = ''
  progress.toolCalls = []
  progress.sealed = []
  progress.written = 0
}

export interface AnswerOptions {
  readonly provider: Provider
  readonly schemas: SchemaChecks
  readonly metrics?: RunMetrics | undefined
}

/** Asks the provider, and appends its answer to the event log and to `progress`. */
export async function readAnswer(
  { controller, eventLog }: OwnRun,
  { provider, schemas, metrics }: AnswerOptions,
  request: ProviderRequest,
  progress: Progress,
): Promise<RunResult> {
  let result: RunResult | undefined
  progress.request = request
  progress.isAnswering = false
  for await (const events of provider.stream(request, controller.signal)) {
    for (const event of events) {
      switch (event.type) {
        case 'attempt':
          progress.attempts.push({ attempt: event.attempt, message: event.message })
          progress.adjustments = event.attempt.adjustments ?? []
          continue
        case 'adjusted':
          progress.adjustments = event.adjustments
          continue
        case 'finish':
          result = finished(event.reason, event.complete)
          continue
        case 'model':
          progress.model = event.asked ?? progress.model
          progress.reportedModel = event.model
          break
        case 'usage':
          progress.usage = event.usage
          break
        case 'text':
          progress.content += event.text
          progress.written += Buffer.byteLength(event.text)
          eventLog.append(event)
          break
        case 'reset':
          discard(progress)
          eventLog.append(event)
          break
        case 'reasoning':
          if (progress.reasoning.length < MAX_REASONING_CHARACTERS) progress.reasoning += event.text
          progress.written += Buffer.byteLength(event.text)
          eventLog.append(event)
          break
        case 'tool_call_delta':
          progress.written += Buffer.byteLength(event.arguments)
          eventLog.append(event)
          break
        case 'tool_call': {
          if (progress.toolCalls.length >= MAX_TOOL_CALLS)
            throw new ProviderError('failed', `more than ${MAX_TOOL_CALLS} tool calls`)
          const call = await checkedCall(event.call, request.tools ?? [], schemas)
          controller.signal.throwIfAborted()
          progress.toolCalls.push(call)
          eventLog.append({ type: 'tool_call', tool_call: call })
          break
        }
        case 'sealed':
          progress.sealed.push(event.sealed)
      }
      if (!progress.hasBegun) {
        metrics?.activeRuns.dec({ state: 'queued' })
        metrics?.activeRuns.inc({ state: 'running' })
      }
      progress.hasBegun = true
      progress.isAnswering = true
      eventLog.begin()
    }
    const room = eventLog.room()
    if (room !== undefined) await room
  }
  if (result === undefined) throw new Error('An answer ended without its finish')
  return result
}

/** Returns the tokens that a run has used, in all its answers; undefined if it used none. */
export function usageSoFar({
  isAnswering,
  request,
  usage,
  usedBefore,
  written,
}: Progress): Required<Usage> | undefined {
  if (request === undefined || !isAnswering) return usedBefore
  const counted = usage ?? usageOf({}, request, () => tokensOf(written))
  const ofAnswer = { ...counted, reasoning_tokens: counted.reasoning_tokens ?? 0 }
  return usedBefore === undefined ? ofAnswer : sum(usedBefore, ofAnswer)
}

function sum(one: Required<Usage>, other: Required<Usage>): Required<Usage> {
  return {
    prompt_tokens: one.prompt_tokens + other.prompt_tokens,
    completion_tokens: one.completion_tokens + other.completion_tokens,
    total_tokens: one.total_tokens + other.total_tokens,
    cached_tokens: one.cached_tokens + other.cached_tokens,
    cache_write_tokens: one.cache_write_tokens + other.cache_write_tokens,
    reasoning_tokens: one.reasoning_tokens + other.reasoning_tokens,
    estimated: one.estimated || other.estimated,
  }
}
