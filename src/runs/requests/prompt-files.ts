import type { Logger } from 'pino'
import type { CreateRunRequest } from '../../../generated/handlers.ts'
import { MAX_ATTACHMENT_BYTES } from '../../attachments/attachment.ts'
import { FileError } from '../../attachments/file-error.ts'
import type { SignedUrls } from '../../files/signed-urls.ts'
import { type Finding, inputError } from '../../http/problems/input-errors.ts'
import { problem } from '../../http/problems/problem.ts'
import type { ErrorCode } from '../../http/problems/problem-codes.ts'
import type { ModelFiles } from '../context/model-files.ts'
import type { PromptFile } from '../run-request.ts'

/** File of a prompt, by id or URL, and the JSON Pointer of the member that names it. */
export interface FileSource {
  readonly source: number | string
  readonly pointer: string
}

/** Problem code of each kind of file error, and the finding about the member that names the file. */
const fileProblems = {
  unreachable: ['file_unreachable', 'unreachableFile'],
  unreadable: ['file_unreadable', 'unreadableFile'],
  unsupported: ['unsupported_file', 'unsupportedFile'],
  too_large: ['file_too_large', 'oversizedFile'],
  busy: ['overloaded', 'busyFile'],
} as const satisfies Record<FileError['kind'], readonly [ErrorCode, Finding]>

/** Returns the files that a request names. A signed URL of this server counts as the id of its file. */
export function fileSources(
  { file, files = [], file_url }: CreateRunRequest['body'],
  signedUrls: Pick<SignedUrls, 'fileOf'>,
  publicUrl: string,
): readonly FileSource[] {
  const url = file_url ? (signedUrls.fileOf(file_url, publicUrl) ?? file_url) : null
  return [
    ...(url === null ? [] : [{ source: url, pointer: '/body/file_url' }]),
    ...(file ? [{ source: file, pointer: '/body/file' }] : []),
    ...files.map((source, index) => ({ source, pointer: `/body/files/${index}` })),
  ]
}

/** Reads files in order. Returns the problem of the first one that cannot be sent to the model. */
export async function readPromptFiles(
  files: ModelFiles,
  sources: readonly FileSource[],
  { user, signal, log }: { user: number; signal: AbortSignal; log: Pick<Logger, 'info'> },
) {
  const read: PromptFile[] = []
  let size = 0
  for (const { source, pointer } of sources) {
    const attachment = await files.read(source, user, signal).catch((error) => {
      if (error instanceof FileError) return error
      throw error
    })
    if (attachment instanceof FileError) {
      const { kind, reason, message } = attachment
      log.info({ kind, reason }, message)
      const [code, finding] = fileProblems[kind]
      return problem(code, { errors: [inputError(pointer, finding)] })
    }
    if (attachment === undefined) return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
    size += attachment.size
    if (size > MAX_ATTACHMENT_BYTES && read.length > 0)
      return problem('file_too_large', { errors: [inputError(pointer, 'oversizedFiles')] })
    read.push({ file: typeof source === 'number' ? source : null, attachment })
  }
  return read
}
