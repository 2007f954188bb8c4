import type { Kysely } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { DB } from '../../../generated/database.ts'
import { inputError } from '../../http/problems/input-errors.ts'
import { type InputError, type Problem, problem } from '../../http/problems/problem.ts'
import type { Tool, ToolCall, ToolResult } from '../../models/provider.ts'
import { findCalls } from '../queries/tool-calls.ts'
import { type StoredPart, toolParts } from '../stored-parts.ts'

type Given = readonly components['schemas']['ToolResult'][]

/** Message whose calls are answered, and their results in the order of the calls. */
export interface Continuation {
  readonly parent: number
  readonly results: readonly ToolResult[]
  /** Tools of the run that called them. */
  readonly tools: readonly Tool[] | undefined
}

/**
 * Finds the calls that results answer. Each call needs exactly one result.
 *
 * @param target.parent message with the calls; the leaf of the chat by default
 * @param target.replacing run that the new one replaces under its key, whose prompt was a continuation too
 */
export async function continuationOf(
  db: Kysely<DB>,
  target: {
    readonly user: number
    readonly chat: number
    readonly parent: number | null | undefined
    readonly replacing: number | null | undefined
  },
  given: Given,
): Promise<Continuation | Problem<404 | 409>> {
  const { parent = null, replacing = null } = target
  const found = await findCalls(db, { ...target, parent, replacing })
  if (found.chat === null) return problem('not_found', { errors: [inputError('/body/chat', 'notFound')] })
  if (found.id === null && parent !== null)
    return problem('not_found', { errors: [inputError('/body/parent', 'notFound')] })
  // Only this server writes parts and tools.
  const { toolCalls = [] } = toolParts((found.parts ?? []) as readonly StoredPart[])
  const mismatch = (errors: InputError[]) => problem('tool_results_mismatch', { errors })
  if (found.id === null || !found.isComplete || toolCalls.length === 0)
    return mismatch([inputError('/body/tool_results', 'noCalls')])
  const errors = mismatches(toolCalls, given)
  if (errors.length > 0) return mismatch(errors)
  return {
    parent: found.id,
    results: toolCalls.flatMap(({ id, name }) =>
      given.filter(({ tool_call }) => tool_call === id).map((result) => ({ ...result, name })),
    ),
    tools: (found.tools as readonly Tool[] | null) ?? undefined,
  }
}

function mismatches(calls: readonly ToolCall[], given: Given): InputError[] {
  const ids = calls.map(({ id }) => id)
  const answered = given.map(({ tool_call }) => tool_call)
  const errors = answered.flatMap((id, index) => {
    const pointer = `/body/tool_results/${index}/tool_call`
    if (!ids.includes(id)) return [inputError(pointer, 'unknownCall')]
    return answered.indexOf(id) < index ? [inputError(pointer, 'duplicateResult')] : []
  })
  const isMissing = ids.some((id) => !answered.includes(id))
  return isMissing ? [...errors, inputError('/body/tool_results', 'missingResult')] : errors
}
