import type { CreateRunRequest } from '../../../generated/handlers.ts'
import { inputError } from '../../http/problems/input-errors.ts'
import type { InputError } from '../../http/problems/problem.ts'

/**
 * Returns the error if a request has members that the contract does not allow together, otherwise undefined.
 */
export function brokenRule(body: CreateRunRequest['body']): InputError | undefined {
  const { prompt, chat, parent, file, file_url: url, files = [], tool_results: results } = body
  if (file && url) return inputError('/body/file', 'ambiguousFile')
  if (files.length > 0 && (file || url)) return inputError('/body/files', 'ambiguousFiles')
  if (parent !== undefined && !chat) return inputError('/body/parent', 'parentWithoutChat')
  if (results !== undefined && prompt !== undefined)
    return inputError('/body/tool_results', 'resultsWithPrompt')
  if (results !== undefined && !chat) return inputError('/body/tool_results', 'resultsWithoutChat')
  if (prompt === undefined) {
    if (!parent && results === undefined) return inputError('/body/prompt', 'missingPrompt')
    if (file) return inputError('/body/file', 'fileWithoutPrompt')
    if (url) return inputError('/body/file_url', 'fileWithoutPrompt')
    return files.length > 0 ? inputError('/body/files', 'fileWithoutPrompt') : undefined
  }
  const hasFile = file || url || files.length > 0
  return prompt.trim() === '' && !hasFile ? inputError('/body/prompt', 'blankPrompt') : undefined
}
