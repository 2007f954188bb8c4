import { hasMembers } from '../../is-object.ts'
import type { TurnPart } from '../conversation.ts'
import type { Message, Sealed } from '../provider.ts'
import type { JsonObject } from '../transport/json.ts'
import { seal, unseal } from './sealed.ts'

const PROTOCOL = 'openai'

/**
 * Collects what some models require back with their tool calls: DeepSeek and Moonshot `reasoning_content`,
 * Gemini the `extra_content` of a call, with the signature of its thoughts.
 */
export function callReasoning(model: string): {
  read(message: JsonObject): void
  sealed(): Sealed | undefined
} {
  let reasoning = ''
  let calls = 0
  const extras: Record<number, JsonObject> = {}
  return {
    read({ reasoning_content, tool_calls }) {
      if (typeof reasoning_content === 'string') reasoning += reasoning_content
      for (const call of Array.isArray(tool_calls) ? tool_calls.filter(hasMembers) : []) {
        // Gemini sends whole calls, each with its name.
        if (hasMembers(call.extra_content)) extras[calls] = call.extra_content
        if (hasMembers(call.function) && call.function.name) calls += 1
      }
    },
    sealed() {
      if (reasoning === '' && Object.keys(extras).length === 0) return undefined
      return seal(PROTOCOL, model, { ...(reasoning !== '' && { reasoning_content: reasoning }), extras })
    },
  }
}

/** Returns the reasoning before the calls of a message, in one part; the extras are by index of the call. */
export function reasoningParts(message: Message, model: string): TurnPart[] {
  const sealed = message.toolCalls === undefined ? undefined : unseal(message, PROTOCOL, model)
  return sealed === undefined ? [] : [{ kind: 'sealed', sealed }]
}
