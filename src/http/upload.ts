import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { schemas } from '../../generated/routes.ts'
import { type InputError, type Problem, problem } from '../problem.ts'
import type { Storage, StoredBytes } from '../storage/storage.ts'
import { detectContentType, HEAD_BYTES } from './content-type.ts'
import { inputCheck, invalid } from './validation.ts'

/** What a client sent as form data, its file stored. */
export interface Upload extends StoredBytes {
  readonly name: string
  readonly contentType: string
  /** The `user` that the form names. */
  readonly user: number | undefined
}

const checkForm = inputCheck(schemas.$defs.FileUpload, '/body', true)
/** The longest text that any field may have, with room to see that one is longer. */
const MOST_FIELD_BYTES = 4_096

/**
 * Reads form data with exactly one file, which is stored while it arrives. The text fields are checked when all have
 * come, because they may follow the file.
 *
 * @param limit how many bytes the file may have
 * @throws Problems for what does not fit the contract, StorageUnavailable; nothing stays stored then
 */
export async function receiveUpload(
  request: FastifyRequest,
  storage: Storage,
  limit: number,
): Promise<Upload> {
  const fields: Record<string, unknown> = Object.create(null)
  const errors: InputError[] = []
  let stored: (StoredBytes & { readonly part: MultipartFile; readonly head: Buffer }) | undefined
  try {
    const limits = {
      fileSize: limit,
      files: 2,
      fields: 10,
      parts: 12,
      fieldSize: MOST_FIELD_BYTES,
      headerPairs: 20,
    }
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        if (part.fieldname === 'file') errors.push({ pointer: '/body/file', message: 'must be a file' })
        else if (part.fieldname in fields)
          errors.push({ pointer: `/body/${part.fieldname}`, message: 'comes twice' })
        fields[part.fieldname] = part.value
      } else {
        if (stored) throw invalid([{ pointer: '/body/file', message: 'must be one file' }])
        if (part.fieldname !== 'file')
          throw invalid([{ pointer: `/body/${part.fieldname}`, message: 'is not known here' }])
        stored = await store(part, storage, limit)
        fields.file = ''
      }
    }
    if (stored) fields.name ??= stored.part.filename
    const refused = checkForm(fields)
    if (errors.length > 0) throw invalid(errors)
    if (refused || !stored) throw refused ?? invalid([{ pointer: '/body/file', message: 'is required' }])
    const { part, head, ...bytes } = stored
    const {
      name,
      content_type: claimed,
      user,
    } = fields as { name: string; content_type?: string; user?: number }
    return { ...bytes, name, contentType: await detectContentType(head, claimed ?? part.mimetype), user }
  } catch (error) {
    if (stored) await storage.remove(stored.key)
    throw formProblem(error)
  }
}

async function store(part: MultipartFile, storage: Storage, limit: number) {
  const head: Buffer[] = []
  let size = 0
  async function* bytes() {
    for await (const chunk of part.file) {
      if (size < HEAD_BYTES) head.push(chunk)
      size += chunk.length
      yield chunk
    }
    // What is beyond the limit is dropped without an error.
    if (part.file.truncated)
      throw problem('file_too_large', { detail: `The file is larger than ${limit} bytes.` })
  }
  const stored = await storage.write(bytes())
  return { ...stored, part, head: Buffer.concat(head).subarray(0, HEAD_BYTES) }
}

/** What the form's parser throws has a code of its own, or none at all, and is always about the form. */
function formProblem(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const fromParser =
    /^FST_(FILES|FIELDS|PARTS|PROTO|INVALID|NO_FORM|PREMATURE)/.test(code) ||
    /multipart|boundary|part header|Malformed|terminated/i.test(error.message)
  return error.name !== 'Problem' && fromParser
    ? (problem('malformed_body', { detail: 'The body is not valid form data.' }) satisfies Problem<400>)
    : error
}
