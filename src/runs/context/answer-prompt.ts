import type { Kysely } from 'kysely'
import type { DB } from '../../../generated/database.ts'
import type { Message, ProviderRequest } from '../../models/provider.ts'
import { estimatePromptTokens } from '../../models/usage.ts'
import { ContextTooLong } from '../not-started.ts'
import type { PreparedPrompt } from '../prepared-prompt.ts'
import type { createRun } from '../queries/run-creation.ts'
import type { PromptFile, RunRequest } from '../run-request.ts'
import { storedSettings } from '../stored-request.ts'
import { chatContext, contextOf } from './chat-context.ts'
import type { ModelFiles } from './model-files.ts'

/** Prepares the request to the model once the run is created. Rejects if the run is not to be executed. */
export type Prepare = (
  run: { readonly controller: AbortController; readonly model: string },
  created: Awaited<ReturnType<typeof createRun>>,
) => Promise<() => Promise<PreparedPrompt>>

/**
 * Returns the preparation of a run that answers a prompt.
 *
 * @param limit maximum size of the context, in tokens
 * @throws ContextTooLong if the prompt alone exceeds the limit. The preparation rejects with it if the prompt
 *   exceeds the limit together with the settings of the chat or, with `overflow: error`, with the messages of
 *   the chat
 */
export function answerPrompt(
  { db, files, limit }: { readonly db: Kysely<DB>; readonly files: ModelFiles; readonly limit: number },
  { attachments, chat, options, overflow, prompt, toolResults, user }: RunRequest,
): Prepare {
  const given = attachments.map(({ attachment }) => attachment)
  const promptMessage: Message = {
    role: 'user',
    content: prompt,
    ...(given.length > 0 && { attachments: given }),
    ...(toolResults.length > 0 && { toolResults }),
  }
  const requestOf =
    ({ model, ...settings }: RunRequest['options']) =>
    (messages: readonly Message[]): ProviderRequest => ({
      messages: [...messages, promptMessage],
      ...settings,
      ...(model !== undefined && { model }),
    })
  const isMedia = ({ attachment }: PromptFile) => attachment.kind !== 'text'
  const media = attachments.some(isMedia) && {
    media: { files: attachments.filter(isMedia).flatMap(({ file }) => file ?? []) },
  }
  const alone = requestOf(options)([])
  if (chat === null)
    return async () => async () => ({
      request: alone,
      context: null,
      withoutChat: contextOf([], { total: 0, limit, used: estimatePromptTokens(alone) }).context,
      ...media,
    })
  if (estimatePromptTokens(alone) > limit) throw new ContextTooLong()
  return async ({ controller: { signal }, model }, created) => {
    const request = requestOf({ ...options, ...storedSettings(created) })
    const tokens = estimatePromptTokens(request([]))
    if (tokens > limit) throw new ContextTooLong()
    const used = { tokens, bytes: given.reduce((sum, { size }) => sum + size, 0) }
    const ask = async () => {
      if (!created.is_continued) {
        const { context } = contextOf([], { total: 0, limit, used: tokens })
        return { request: request([]), context, ...media }
      }
      const found = { user, chat, prompt: created.prompt_message ?? 0, model, used, limit, signal }
      const { messages, context, withoutMedia: less } = await chatContext(db, files, found)
      const withoutMedia = less && {
        withoutMedia: { request: request(less.messages), context: less.context, files: less.files },
      }
      return { request: request(messages), context, ...withoutMedia, ...media }
    }
    if (overflow !== 'error') return ask
    const whole = await ask()
    if (whole.context.dropped + whole.context.dropped_files > 0) throw new ContextTooLong()
    return async () => whole
  }
}
