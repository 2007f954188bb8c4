import { buffer } from 'node:stream/consumers'
import { resource } from '../http/bind.ts'
import { type Attachment, attachment, attachmentLimit, UnsupportedFile } from '../llm/attachment.ts'
import { ProviderError } from '../llm/provider.ts'
import { type ErrorCode, Problem, problem } from '../problem.ts'
import { findContent } from '../queries/files.ts'
import { createRun } from '../queries/runs.ts'
import { StorageUnavailable } from '../storage/storage.ts'

const providerCodes = {
  failed: 'provider_failed',
  refused: 'provider_refused',
  unavailable: 'provider_unavailable',
  timeout: 'provider_timeout',
} as const satisfies Record<ProviderError['kind'], ErrorCode>

const POINTER = '/body/file_url'

export const llm = resource('llm', ({ db, links, provider, storage }) => {
  const readAttachment = async (url: string, user: number) => {
    const id = links.fileOf(url)
    const unreachable = {
      errors: [{ pointer: POINTER, message: 'must be the link of a file that was uploaded here' }],
    }
    if (id === undefined) return problem('file_unreachable', unreachable)
    const found = await findContent(db, { id, user })
    if (!found) return problem('not_found', { errors: [{ pointer: POINTER, message: 'does not exist' }] })
    if (found.storage_key === null || found.size === null) return problem('file_unreachable', unreachable)
    if (found.size > attachmentLimit) {
      return problem('file_too_large', {
        detail: `The model is given files of at most ${attachmentLimit} bytes.`,
        errors: [{ pointer: POINTER, message: 'is a file too large for the model' }],
      })
    }
    const stream = await storage.read(found.storage_key)
    if (!stream) throw new StorageUnavailable(new Error('the bytes of a row are missing'))
    return toAttachment(found.name, found.content_type, await buffer(stream))
  }

  return {
    askModel: async ({ body, request, signal, user }) => {
      const file = body.file_url == null ? undefined : await readAttachment(body.file_url, user.id)
      if (file instanceof Problem) return file
      const question = { prompt: body.prompt, ...(file && { attachment: file }) }
      try {
        const completion = await provider.complete(question, signal())
        const { content, model, finish_reason, usage } = completion
        const status = finish_reason === null ? 'incomplete' : 'completed'
        const run = await createRun(db, {
          user: user.id,
          status,
          finishReason: finish_reason,
          model,
          promptTokens: usage?.prompt_tokens ?? null,
          completionTokens: usage?.completion_tokens ?? null,
          totalTokens: usage?.total_tokens ?? null,
        })
        return { status: 200, body: { id: run.id, content, model, status, finish_reason, usage } }
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error
        request.log.error({ kind: error.kind, reason: error.reason }, error.message)
        return problem(providerCodes[error.kind], { retryAfter: error.retryAfter })
      }
    },
  }
})

async function toAttachment(
  name: string,
  content_type: string,
  bytes: Buffer,
): Promise<Attachment | Problem<415>> {
  try {
    return await attachment({ name, content_type, bytes })
  } catch (error) {
    if (!(error instanceof UnsupportedFile)) throw error
    const errors = [{ pointer: POINTER, message: 'is neither such a picture nor text' }]
    return problem('unsupported_file', { errors })
  }
}
