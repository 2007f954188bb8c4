import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { schemas } from '../../generated/routes.ts'
import { inputCheck } from '../contract/validation.ts'
import { sendContinue } from '../http/connections/expect-continue.ts'
import { Failure } from '../http/problems/failure.ts'
import { inputError, invalid } from '../http/problems/input-errors.ts'
import { escaped } from '../http/problems/pointer.ts'
import { type InputError, Problem, problem } from '../http/problems/problem.ts'
import { type Charset, charsetCheck } from './charset.ts'
import { detectContentType, HEAD_BYTES } from './content-type.ts'
import type { Storage, StoredBytes } from './storage/storage.ts'

export interface Upload extends StoredBytes {
  readonly name: string
  readonly contentType: string
  readonly charset: Charset
  readonly user: number | undefined
}

const checkForm = inputCheck(schemas.$defs.FileUpload, '/body', true)
/** Maximum number of bytes of a form besides its file, unless it is padded. */
export const MAX_FORM_BYTES = 64 * 1024
/** Maximum length of a form field, in bytes, with room to detect that a value is too long. */
const MAX_FIELD_BYTES = 4_096

export function fileTooLarge(limit: number): Problem<413> {
  return problem('file_too_large', {
    detail: `The file exceeds the maximum of ${limit} bytes; upload a smaller one.`,
  })
}

export interface Room {
  readonly bytes: number
  readonly quotaError: Error
}

/**
 * Reads form data with exactly one file, and stores the file while it arrives. The other fields are checked
 * at the end, because they may follow the file.
 *
 * @param key storage key for the bytes
 * @throws Problem for invalid input, or StorageUnavailable; the bytes may be stored
 */
export async function receiveUpload(
  request: FastifyRequest,
  storage: Storage,
  key: string,
  limit: number,
  room?: Room,
): Promise<Upload> {
  const fields: Record<string, unknown> = Object.create(null)
  const errors: InputError[] = []
  const isTight = room !== undefined && room.bytes < limit
  const fileSize = isTight ? room.bytes : limit
  const tooLarge = isTight ? room.quotaError : fileTooLarge(limit)
  let stored: Awaited<ReturnType<typeof store>> | undefined
  try {
    const limits = {
      fileSize,
      files: 2,
      fields: 10,
      parts: 12,
      fieldSize: MAX_FIELD_BYTES,
      headerPairs: 20,
    }
    sendContinue(request.raw)
    for await (const part of request.parts({ limits })) {
      const { fieldname: member = '' } = part
      if (member === '') throw invalid([inputError('/body', 'unnamedPart')])
      const pointer = `/body/${escaped(member)}`
      if (part.type === 'field') {
        if (member === 'file') errors.push(inputError(pointer, 'fieldInsteadOfFile'))
        else if (member in fields) errors.push(inputError(pointer, 'duplicateField'))
        // The parser decodes invalid UTF-8, such as an encoded surrogate, to U+FFFD.
        else if (part.value?.toString().includes('\ufffd')) errors.push(inputError(pointer, 'notUtf8'))
        else fields[member] = part.value
      } else {
        if (member !== 'file') throw invalid([inputError(pointer, 'unknown')])
        if (stored) throw invalid([inputError(pointer, 'duplicateFile')])
        stored = await store(part, storage, key, tooLarge)
      }
    }
    if (errors.length > 0) throw invalid(errors)
    // The schema checks only that there is a file.
    if (stored) fields.file = ''
    if (stored) fields.name ??= stored.part.filename ?? ''
    const formError = checkForm(fields)
    if (formError || !stored) throw formError ?? new Error('A form without a file was accepted.')
    const { part, head, ...bytes } = stored
    const form = fields as { name: string; content_type?: string; user?: number }
    const contentType = await detectContentType(head, form.content_type ?? part.mimetype)
    return { ...bytes, name: form.name, contentType, user: form.user }
  } catch (error) {
    // Some clients read the response only after they have sent everything, so the rest is received and
    // discarded.
    request.raw.unpipe().resume()
    throw formProblem(error)
  }
}

async function store(part: MultipartFile, storage: Storage, key: string, tooLarge: Error) {
  const rejectFile = () => part.file.destroy(tooLarge)
  // The parser would silently discard the bytes beyond the limit. The limit may already have been reached.
  if (part.file.truncated) rejectFile()
  else part.file.once('limit', rejectFile)
  const head: Buffer[] = []
  const charset = charsetCheck()
  let size = 0
  async function* bytes() {
    for await (const chunk of part.file) {
      if (size < HEAD_BYTES) head.push(chunk)
      size += chunk.length
      charset.push(chunk)
      yield chunk
    }
  }
  const stored = await storage.write(key, bytes())
  return { ...stored, part, head: Buffer.concat(head).subarray(0, HEAD_BYTES), charset: charset.end() }
}

/**
 * Maps errors of the form parser to problems. They have codes of their own or none at all, and always concern
 * the form.
 */
function formProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem || error instanceof Failure) return error
  const code = 'code' in error ? String(error.code) : ''
  if (/^FST_(FILES|FIELDS|PARTS)_LIMIT$/.test(code)) return invalid([inputError('/body', 'tooManyParts')])
  if (code === 'FST_PROTO_VIOLATION') return invalid([inputError('/body', 'unknownPart')])
  const malformed =
    /^FST_(INVALID|MP_)/.test(code) || /multipart|boundary|part header|terminated/i.test(error.message)
  return malformed
    ? problem('malformed_body', {
        detail: 'The body is not valid form data; check the boundary, and that the body is complete.',
      })
    : error
}
