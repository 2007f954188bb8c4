import { randomBytes } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode, unlessMissing } from '../error-code.ts'
import { syncDirectory } from '../sync-directory.ts'

/**
 * Reads the secret in a file, or creates it with mode 0600. Concurrent processes get the same secret, and a
 * crash never leaves a partial one.
 *
 * @throws Error with instructions if the file cannot be read or created, or holds a partial secret
 */
export async function secretFrom(path: string): Promise<string> {
  try {
    return (await readSecret(path)) ?? (await makeSecret(path))
  } catch (error) {
    if (!hasSystemCode(error)) throw error
    throw new Error(
      `The secret in ${path} cannot be read or created (${error.code}): let this user read and write the ` +
        'file and its directory, on a file system with hard links, or set JWT_SECRET',
      { cause: error },
    )
  }
}

function hasSystemCode(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

/** Resolves to undefined if the file is missing or empty. After a power cut, zeros count as empty. */
async function readSecret(path: string): Promise<string | undefined> {
  const read = () => unlessMissing(readFile(path, 'utf8'))
  let text = await read()
  // Node reads as many bytes as the file had when it was opened, so a file that another process fills
  // meanwhile is truncated.
  if (isPartial(text)) text = await read()
  if (isPartial(text)) {
    throw new Error(
      `${path} does not contain a whole secret of 32 or more characters: restore the file, or remove it to ` +
        'generate a new secret, which ends every session and signed URL',
    )
  }
  return isEmpty(text) ? undefined : text
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || /^[\s\0]{0,64}$/.test(text)
}

function isPartial(text: string | undefined): boolean {
  return text !== undefined && !isEmpty(text) && (text.trim().length < 32 || text.includes('\0'))
}

async function makeSecret(path: string): Promise<string> {
  const own = `${path}.${randomBytes(8).toString('hex')}`
  const repair = `${path}.repair`
  try {
    await writeWhole(own, 'wx', randomBytes(48).toString('base64url'))
    for (;;) {
      // Unlike a rename, a link does not replace a file that another process has just created.
      if (await linkUnlessThere(own, path)) await syncDirectory(dirname(path))
      const secret = await readSecret(path)
      if (secret !== undefined) return secret
      // The file exists and is empty. All processes that find it empty write the same secret into it: that of
      // the first one to link its own file as the repair. The second read keeps a late process from
      // overwriting a repaired file.
      await linkUnlessThere(own, repair)
      const first = await unlessMissing(readFile(repair, 'utf8'))
      if (first !== undefined && (await readSecret(path)) === undefined) await writeWhole(path, 'r+', first)
      await unlessMissing(unlink(repair))
    }
  } finally {
    await unlessMissing(unlink(own))
  }
}

async function linkUnlessThere(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

async function writeWhole(path: string, flags: string, text: string): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await file.chmod(0o600)
    await file.write(text, 0)
    await file.sync()
  } finally {
    await file.close()
  }
}
