import { inputError } from '../http/problems/input-errors.ts'
import { problem } from '../http/problems/problem.ts'

interface Given {
  readonly file?: number | null
  readonly files?: readonly number[]
}

/** Returns the files that a body gives to a new message, as `file` or as `files`. */
export function filesOf({ file, files = [] }: Given): readonly number[] {
  return file ? [file] : files
}

/**
 * Returns the files that a body gives to a stored message; null to keep those that it has. A client may send
 * back both members, and change the one that it knows.
 *
 * @throws the Problem `read_only_mismatch` if both are changed, and not to the same
 */
export function replacedFiles({ file, files }: Given, stored: readonly number[]): readonly number[] | null {
  const isFileChanged = file !== undefined && file !== (stored[0] ?? null)
  const areFilesChanged = files !== undefined && files.join() !== stored.join()
  if (isFileChanged && areFilesChanged && file !== (files[0] ?? null))
    throw problem('read_only_mismatch', { errors: [inputError('/body/file', 'otherFirstFile')] })
  if (areFilesChanged) return files
  if (!isFileChanged) return null
  return file === null ? [] : [file]
}
