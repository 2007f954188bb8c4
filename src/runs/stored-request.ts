import { describe } from '../attachments/attachment.ts'
import type { ReasoningEffort, ToolResult } from '../models/provider.ts'
import type { createRun } from './queries/run-creation.ts'
import type { RunRequest } from './run-request.ts'

/** Returns the columns in which a request is stored with its run. */
export function storedRequest({
  attachments,
  key,
  options,
  overflow,
  parent,
  promptMessage,
  toolResults,
}: Omit<RunRequest, 'user' | 'prompt' | 'chat'>) {
  const { model = null, system = null, temperature = null, max_tokens: maxTokens = null } = options
  return {
    model,
    atLeaf: parent === undefined,
    parent: parent ?? null,
    promptMessage,
    files: attachments.flatMap(({ file }) => file ?? []),
    parts: toolResults.length > 0 ? JSON.stringify(toolResults.map(resultPart)) : null,
    system,
    temperature,
    maxTokens,
    reasoningEffort: options.reasoningEffort ?? null,
    tools: json(options.tools),
    toolChoice: json(options.toolChoice),
    outputSchema: json(options.outputSchema),
    overflow,
    attachments:
      attachments.length > 0
        ? JSON.stringify(attachments.map(({ attachment }) => describe(attachment)))
        : null,
    key: key?.key ?? null,
    fingerprint: key?.fingerprint ?? null,
    replacing: key?.replacing ?? null,
  }
}

/** Returns the settings of a created run, including those of its chat. */
export function storedSettings(created: Awaited<ReturnType<typeof createRun>>): RunRequest['options'] {
  const { requested_model: model, system, temperature, max_tokens, reasoning_effort } = created
  return {
    ...(model !== null && { model }),
    ...(system !== null && { system }),
    ...(temperature !== null && { temperature }),
    ...(max_tokens !== null && { max_tokens }),
    // Only this server writes this column.
    ...(reasoning_effort !== null && { reasoningEffort: reasoning_effort as ReasoningEffort }),
  }
}

function resultPart({ tool_call, content }: ToolResult) {
  return { type: 'tool_result', tool_call, content }
}

function json(value: object | string | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
