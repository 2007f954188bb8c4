import type { components } from '../../generated/api.ts'
import type { Message, Sealed } from '../models/provider.ts'

type Schemas = components['schemas']

/** Stored part of a message that is neither text nor a file. `sealed` parts are never returned to clients. */
export type StoredPart =
  | { readonly type: 'reasoning'; readonly text: string }
  | ({ readonly type: 'tool_call' } & Schemas['ToolCall'])
  | ({ readonly type: 'tool_result' } & Schemas['ToolResult'])
  | ({ readonly type: 'sealed' } & Sealed)

/** Parts of a message that a provider needs in addition to its text and files. */
export type ToolParts = Pick<Message, 'toolCalls' | 'toolResults' | 'sealed'>

/** Returns those of the stored parts of a message that a provider needs. */
export function toolParts(parts: readonly StoredPart[]): ToolParts {
  const calls = parts.flatMap((part) =>
    part.type === 'tool_call' ? [{ id: part.id, name: part.name, arguments: part.arguments }] : [],
  )
  const results = parts.flatMap((part) =>
    part.type === 'tool_result' ? [{ tool_call: part.tool_call, content: part.content }] : [],
  )
  const sealed = parts.flatMap((part) =>
    part.type === 'sealed' ? [{ protocol: part.protocol, data: part.data }] : [],
  )
  return {
    ...(calls.length > 0 && { toolCalls: calls }),
    ...(results.length > 0 && { toolResults: results }),
    ...(sealed.length > 0 && { sealed }),
  }
}
