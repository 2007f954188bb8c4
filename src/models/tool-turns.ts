import type { Adjust } from './adjustments.ts'
import type { Message, ToolCall, ToolResult } from './provider.ts'
import { parsedObject } from './transport/json.ts'

/** Ids that every provider accepts but Mistral, which requires nine letters and digits. */
const commonId = /^[\w-]{1,40}$/
const shortId = /^[a-z\d]{9}$/i
const MAX_NAME_LENGTH = 64

/**
 * Prepares the tool calls and results of a conversation for the strictest provider: each call has exactly one
 * result, directly after its message; ids are unique in the conversation; arguments are JSON objects. Results
 * without a call become text, and calls without a result are left out.
 *
 * @param messages messages of user and assistant
 */
export function pairedTools(messages: readonly Message[], adjust: Adjust): Message[] {
  const newId = idsOf(messages, adjust)
  /** New ids of the calls that still have no result, by their ids. */
  let open = new Map<string, string>()
  return messages.map((message, index) => {
    const { toolCalls, toolResults, ...rest } = message
    if (message.role === 'assistant') {
      const answered = answeredAfter(messages, index)
      open = new Map()
      const calls: ToolCall[] = []
      for (const call of toolCalls ?? []) {
        if (open.has(call.id) || !answered.has(call.id)) continue
        const id = newId(call.id)
        open.set(call.id, id)
        calls.push({ id, name: nameOf(call.name), arguments: argumentsOf(call) })
      }
      if (calls.length === 0) return rest
      // Sealed data identifies the calls by their position.
      const { sealed = [] } = calls.length === toolCalls?.length ? rest : {}
      return { ...rest, toolCalls: calls, sealed }
    }
    const results: ToolResult[] = []
    const texts: string[] = []
    for (const result of toolResults ?? []) {
      const id = open.get(result.tool_call)
      open.delete(result.tool_call)
      if (id === undefined) texts.push(textOf(result))
      else results.push({ ...result, tool_call: id })
    }
    const content = [...texts, rest.content].filter((text) => text !== '').join('\n\n')
    return { ...rest, content, ...(results.length > 0 && { toolResults: results }) }
  })
}

/** Returns the ids of the calls that have a result before the next message of the assistant. */
function answeredAfter(messages: readonly Message[], index: number): Set<string> {
  const answered = new Set<string>()
  for (const { role, toolResults = [] } of messages.slice(index + 1)) {
    if (role === 'assistant') break
    for (const { tool_call } of toolResults) answered.add(tool_call)
  }
  return answered
}

/** Returns a function that gives each call its id: its own one if the provider accepts it. */
function idsOf(messages: readonly Message[], adjust: Adjust): (id: string) => string {
  const given = messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id }) => id))
  const isShort = given.some((id) => !shortId.test(id)) && adjust('short_call_ids')
  const accepted = isShort ? shortId : commonId
  const taken = new Set<string>()
  let count = 0
  return (id) => {
    let own = id
    while (!accepted.test(own) || taken.has(own) || (own !== id && given.includes(own))) {
      count += 1
      own = `call${String(count).padStart(5, '0')}`
    }
    taken.add(own)
    return own
  }
}

/** Replaces the characters in a name that a model made up and no provider accepts. */
function nameOf(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_').slice(0, MAX_NAME_LENGTH) || '_'
}

function argumentsOf(call: ToolCall): string {
  const isObject = parsedObject(call.arguments) !== undefined
  return isObject ? call.arguments : JSON.stringify({ invalid_arguments: call.arguments })
}

function textOf({ name, content }: ToolResult): string {
  return `Result of ${name === undefined ? 'a tool' : `the tool ${JSON.stringify(name)}`}:\n\n${content}`
}
