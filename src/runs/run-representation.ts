import type { components } from '../../generated/api.ts'
import type { findRun, listRuns } from './queries/runs.ts'
import { outputOf } from './schemas/output-of.ts'
import type { StoredPart } from './stored-parts.ts'
import { attemptsOf, contextOf } from './stored-results.ts'

type Schemas = components['schemas']
type ToolCall = Schemas['ToolCall']
type Summary = Awaited<ReturnType<typeof listRuns.asc>>[number]
type Whole = NonNullable<Awaited<ReturnType<typeof findRun>>>

/** Maximum length of a prompt, in characters, as in the contract. */
const MAX_PROMPT_CHARACTERS = 262_144

/** Returns the API representation of a run without its texts. */
export function summaryOf<Row extends Summary>(run: Row) {
  const { prompt_tokens, completion_tokens, total_tokens, usage_estimated: estimated, ...others } = run
  const { cached_tokens, cache_write_tokens, reasoning_tokens, ...rest } = others
  const usage =
    prompt_tokens === null || completion_tokens === null || total_tokens === null
      ? null
      : {
          prompt_tokens,
          completion_tokens,
          total_tokens,
          cached_tokens,
          cache_write_tokens,
          reasoning_tokens,
          estimated,
        }
  // Only this server writes these text and JSON columns.
  return { ...rest, error: run.error as Schemas['ErrorCode'] | null, usage }
}

/** Returns the API representation of a run. */
export function runRepresentation(found: Whole): Schemas['Run'] {
  const { is_being_written: _, requires_output: requiresOutput, parts, errors, tool_calls, ...run } = found
  const ofMessage = (parts ?? []) as readonly StoredPart[]
  const calls = (tool_calls ?? ofMessage.filter(({ type }) => type === 'tool_call')) as readonly ToolCall[]
  const reasoning = ofMessage.map((part) => (part.type === 'reasoning' ? part.text : '')).join('')
  // An answer that calls tools is not checked.
  const isTyped = requiresOutput && run.status === 'completed' && calls.length === 0
  const attachments = (run.attachments ?? []) as Schemas['Attachment'][]
  return {
    ...summaryOf(run),
    // A message may be edited to a longer one. The cut may split a surrogate pair.
    prompt: run.prompt.slice(0, MAX_PROMPT_CHARACTERS).toWellFormed(),
    reasoning: run.reasoning || reasoning,
    tool_calls: calls.map(callRepresentation),
    output: isTyped ? outputOf(run.content) : null,
    ...(errors !== null && { errors: errors as Schemas['InputError'][] }),
    reasoning_effort: run.reasoning_effort as Schemas['Run']['reasoning_effort'],
    attachment: attachments[0] ?? null,
    attachments,
    overflow: run.overflow as Schemas['Run']['overflow'],
    context: contextOf(run.context),
    attempts: attemptsOf(run.attempts),
  }
}

function callRepresentation({ id, name, arguments: given, errors }: ToolCall): ToolCall {
  return { id, name, arguments: given, ...(errors && { errors }) }
}
