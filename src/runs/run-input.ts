import type { Kysely } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { MAX_MESSAGES } from './context/chat-context.ts'
import { findRunInput, type InputRow, listInput } from './queries/run-input.ts'
import { type StoredPart, toolParts } from './stored-parts.ts'
import { contextOf } from './stored-results.ts'

type Schemas = components['schemas']
type Input = Schemas['RunInput']

/** Maximum number of omitted messages that are listed, as in the contract. */
const MAX_DROPPED = 100

/** Reads the input of a run. Resolves to undefined if there is no such run. */
export async function readRunInput(
  db: Kysely<DB>,
  key: { readonly user: number; readonly id: number },
): Promise<Input | undefined> {
  const found = await findRunInput(db, key)
  if (found === undefined) return undefined
  const { run, model, system, temperature, max_tokens, chat, prompt, prompt_id, output_schema } = found
  // Only this server writes these JSON columns.
  const context = contextOf(found.context)
  const settings = {
    ...{ run, model, system, temperature, max_tokens },
    reasoning_effort: found.reasoning_effort as Input['reasoning_effort'],
    tools: (found.tools ?? []) as Schemas['Tool'][],
    tool_choice: found.tool_choice as Input['tool_choice'],
    output: output_schema === null ? null : { schema: output_schema as Record<string, unknown> },
    ignored: context?.ignored ?? [],
  }
  if (chat === null) {
    const attachments = (found.attachments ?? []) as Schemas['Attachment'][]
    const files = attachments.map(() => ({ file: null, left_out: null }))
    const message = {
      message: null,
      role: 'user' as const,
      content: prompt ?? '',
      edited: false,
      files,
      ...noTools,
    }
    return { ...settings, messages: [message], deleted_messages: 0, dropped: 0, dropped_messages: [] }
  }
  const atMost = MAX_MESSAGES + 1 + MAX_DROPPED
  const where = { user: key.user, chat, run, prompt: prompt_id ?? 0, began: found.created_at, atMost }
  const newest = await listInput(db, where)
  return { ...settings, ...sentAndDropped(newest, context, prompt_id) }
}

const noTools = { tool_calls: [], tool_results: [] }

/** @param newest messages from the prompt to the root */
function sentAndDropped(
  newest: readonly InputRow[],
  context: Schemas['Context'] | null,
  prompt: number | null,
) {
  const first = firstSent(newest, context, prompt)
  const reasons = new Map(context?.left_out?.map(({ file, reason }) => [file, reason]))
  const considered = newest.filter(({ id }) => id >= first).reverse()
  const described = considered.map((row) => {
    const { toolCalls = [], toolResults = [] } = toolParts((row.parts ?? []) as readonly StoredPart[])
    return {
      message: row.id,
      role: row.role,
      content: row.content,
      edited: row.edited,
      files: row.files.map((file) => ({
        file,
        left_out: row.id === prompt ? null : (reasons.get(file) ?? null),
      })),
      tool_calls: [...toolCalls],
      tool_results: [...toolResults],
    }
  })
  const isSent = ({ message, content, files, tool_calls, tool_results }: (typeof described)[number]) =>
    message === prompt ||
    content.trim() !== '' ||
    files.some(({ left_out }) => left_out === null) ||
    tool_calls.length + tool_results.length > 0
  const messages = described.filter(isSent)
  const empty = described.filter((message) => !isSent(message))
  // A run that generates a title has no prompt in its chat.
  const sent = prompt === null ? 0 : (context?.included ?? 0) + 1
  const dropped = context?.dropped ?? 0
  // `dropped` does not count messages without text and files.
  const counted = empty.filter(({ content, files }) => content !== '' || files.length > 0).length
  const older = dropped > counted ? newest.filter(({ id }) => id < first) : []
  return {
    messages,
    deleted_messages: Math.max(0, sent - messages.length),
    dropped,
    dropped_messages: [
      ...empty.reverse().map(({ message }) => ({ message, reason: 'empty' as const })),
      ...older.map(({ id }) => ({ message: id, reason: 'does_not_fit' as const })),
    ].slice(0, MAX_DROPPED),
  }
}

/** Returns the id of the oldest message that was sent. */
function firstSent(
  newest: readonly InputRow[],
  context: Schemas['Context'] | null,
  prompt: number | null,
): number {
  const alone = prompt ?? Number.POSITIVE_INFINITY
  if (context === null || context.first_message !== undefined) return context?.first_message ?? alone
  // Earlier versions stored only the number of messages that were sent; their chats had one branch.
  const above = newest.filter(({ id, content, files }) => id < alone && (content !== '' || files.length > 0))
  return above.slice(0, context.included).at(-1)?.id ?? alone
}
