import { hasMembers } from '../../is-object.ts'
import type { CallPiece } from '../answer/tool-calls.ts'
import type { Tool } from '../provider.ts'

/** Returns a tool in the form of OpenAI and Ollama. */
export function functionTool({ name, description, parameters }: Tool): object {
  return {
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters: parameters ?? { type: 'object', properties: {} },
    },
  }
}

/** Returns the pieces of tool calls in a message of OpenAI or Ollama, also in the form before tools. */
export function functionCalls(message: unknown): CallPiece[] {
  if (!hasMembers(message)) return []
  const { tool_calls: given, function_call: legacy } = message
  const calls: readonly unknown[] = Array.isArray(given) ? given : hasMembers(given) ? [given] : []
  const pieces = calls.filter(hasMembers).map((call) => {
    const named = hasMembers(call.function) ? call.function : call
    return {
      index: call.index ?? named.index,
      id: call.id,
      name: named.name,
      arguments: named.arguments,
    }
  })
  if (pieces.length > 0 || !hasMembers(legacy)) return pieces
  return [{ name: legacy.name, arguments: legacy.arguments }]
}
