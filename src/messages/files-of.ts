import { inputError } from '../http/problems/input-errors.ts'
import { problem } from '../http/problems/problem.ts'

interface Given {
  readonly file?: number | null
  readonly files?: readonly number[]
}

/** Returns the files of a new message, which the body has as `file` or as `files`. */
export function filesOf({ file, files = [] }: Given): readonly number[] {
  return file ? [file] : files
}

/**
 * Returns the new files of a stored message, or null to keep them. A client that knows only one of the two
 * members may change it and send the other one back unchanged.
 *
 * @throws the Problem `read_only_mismatch` if both are changed and contradict each other
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
