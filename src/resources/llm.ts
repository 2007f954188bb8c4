import { resource } from '../http/bind.ts'
import { invalid } from '../http/validation.ts'
import { describe } from '../llm/attachment.ts'
import { collect } from '../llm/collect.ts'
import { FileError } from '../llm/file-error.ts'
import { outsideReader } from '../llm/outside.ts'
import { ProviderError } from '../llm/provider.ts'
import { type ErrorCode, problem } from '../problem.ts'
import { createRun } from '../queries/runs.ts'
import { modelFiles } from '../runs/model-file.ts'

const providerCodes = {
  failed: 'provider_failed',
  refused: 'provider_refused',
  context_too_long: 'context_too_long',
  unavailable: 'provider_unavailable',
  timeout: 'provider_timeout',
} as const satisfies Record<ProviderError['kind'], ErrorCode>

/** Each kind's code, and what is told of the member that names the file. */
const fileProblems = {
  unreachable: ['file_unreachable', 'leads to no file that can be had'],
  unreadable: ['file_unreadable', 'is broken or encrypted, or has no text'],
  unsupported: ['unsupported_file', 'is neither a picture, nor PDF, nor text that the model can be given'],
  too_large: ['file_too_large', 'is larger than the model is given'],
  busy: ['overloaded', 'cannot be read now'],
} as const satisfies Record<FileError['kind'], readonly [ErrorCode, string]>

export const llm = resource('llm', ({ config, db, links, models, provider, storage }) => {
  const readFile = modelFiles({
    db,
    storage,
    readOutside: outsideReader({
      networks: config.OUTSIDE_ALLOWED_NETWORKS ?? [],
      ports: config.OUTSIDE_ALLOWED_PORTS,
    }),
    documents: config.LLM_DOCUMENTS === 'on' && provider.documents,
  })

  return {
    listModels: async () => ({ status: 200, body: models.map((id) => ({ id })) }),

    askModel: async ({ body, request, signal, user }) => {
      const { prompt, file: id = null, file_url: url = null, ...options } = body
      if (options.model !== undefined && !models.includes(options.model)) {
        return invalid([{ pointer: '/body/model', message: `must be one of ${models.join(', ')}` }])
      }
      const pointer = id === null ? '/body/file_url' : '/body/file'
      if (id !== null && url !== null)
        return invalid([{ pointer, message: 'must not stand beside file_url' }])
      const source = id ?? (url === null ? null : (links.fileOf(url) ?? url))
      const left = signal()
      try {
        const file = source === null ? null : await readFile(source, user.id, left)
        if (file === undefined) {
          return problem('not_found', { errors: [{ pointer, message: 'does not exist' }] })
        }
        const messages = [{ role: 'user' as const, content: prompt, ...(file && { attachments: [file] }) }]
        const completion = await collect(provider.stream({ messages, ...options }, left))
        const { content, model, finish_reason, complete, attempts } = completion
        const status = complete ? 'completed' : 'incomplete'
        const { estimated, ...counted } = completion.usage
        const usage = estimated ? null : counted
        for (const attempt of attempts)
          if (attempt.failure) request.log.warn({ attempt }, 'an attempt failed')
        const run = await createRun(db, {
          user: user.id,
          status,
          finishReason: finish_reason,
          model,
          promptTokens: usage?.prompt_tokens ?? null,
          completionTokens: usage?.completion_tokens ?? null,
          totalTokens: usage?.total_tokens ?? null,
        })
        const attachment = file && describe(file)
        return { status: 200, body: { id: run.id, content, model, status, finish_reason, usage, attachment } }
      } catch (error) {
        if (error instanceof FileError) {
          request.log.info({ kind: error.kind, reason: error.reason }, error.message)
          const [code, message] = fileProblems[error.kind]
          return problem(code, { errors: [{ pointer, message }] })
        }
        if (!(error instanceof ProviderError)) throw error
        request.log.error({ kind: error.kind, reason: error.reason }, error.message)
        return problem(providerCodes[error.kind], { retryAfter: error.retryAfter })
      }
    },
  }
})
