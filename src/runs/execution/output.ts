import { inputError } from '../../http/problems/input-errors.ts'
import type { InputError } from '../../http/problems/problem.ts'
import type { ProviderRequest } from '../../models/provider.ts'
import type { RunResult } from '../run-result.ts'
import { MAX_OUTPUT_LENGTH } from '../schemas/output-of.ts'
import { type AnswerOptions, discard, type Progress, readAnswer, usageSoFar } from './answer.ts'
import type { OwnRun } from './own-run.ts'

/**
 * Asks the provider as `readAnswer` does. If the answer does not match the schema that the request requires,
 * asks once more with the errors; if the second one does not match either, the run fails.
 */
export async function readValidAnswer(
  run: OwnRun,
  options: AnswerOptions,
  request: ProviderRequest,
  progress: Progress,
): Promise<RunResult> {
  const first = await readAnswer(run, options, request, progress)
  const errors = await errorsOf(first, request, progress, options)
  if (errors.length === 0) return first
  run.controller.signal.throwIfAborted()
  progress.usedBefore = usageSoFar(progress)
  progress.usage = undefined
  const correction = corrected(request, progress.content, errors)
  markAttempt(progress)
  discard(progress)
  run.eventLog.append({ type: 'reset' })
  const second = await readAnswer(run, options, correction, progress)
  const remaining = await errorsOf(second, request, progress, options)
  if (remaining.length === 0) return second
  markAttempt(progress)
  return { status: 'failed', finishReason: second.finishReason, error: 'output_not_valid', errors: remaining }
}

async function errorsOf(
  { status }: RunResult,
  { outputSchema }: ProviderRequest,
  { content, toolCalls }: Progress,
  { schemas }: AnswerOptions,
): Promise<readonly InputError[]> {
  if (outputSchema === undefined || status !== 'completed' || toolCalls.length > 0) return []
  if (content.length > MAX_OUTPUT_LENGTH) return [inputError('/output', 'longJson', MAX_OUTPUT_LENGTH)]
  return schemas.errorsIn(content, outputSchema, '/output')
}

/** Returns the request with the answer and its errors as further messages. */
function corrected(
  request: ProviderRequest,
  content: string,
  errors: readonly InputError[],
): ProviderRequest {
  const list = errors.map(
    ({ pointer, message }) => `- ${pointer.replace('/output', '') || 'The value'} ${message}`,
  )
  const text = [
    'That is not JSON that matches the required schema:',
    ...list,
    'Answer again, with nothing but JSON that matches the schema.',
  ].join('\n')
  return {
    ...request,
    messages: [...request.messages, { role: 'assistant', content }, { role: 'user', content: text }],
  }
}

/** Records that the last call returned an answer that is not valid. */
function markAttempt({ attempts }: Progress): void {
  const last = attempts.at(-1)
  if (last !== undefined) last.isInvalid = true
}
