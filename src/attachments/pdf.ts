import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import { FileError } from './file-error.ts'
import type { PdfResult, PdfTask } from './pdf-process.ts'

const program = fileURLToPath(new URL('./pdf-process.ts', import.meta.url))

const TIMEOUT_MS = 10_000
/** Maximum memory of the process, in bytes; Node and the PDF reader use about 110 MiB of it. */
const MAX_MEMORY_BYTES = 320 * 1024 * 1024
/** Most PDFs read at once; each may occupy a processor. */
const MAX_CONCURRENT = 2
const MAX_WAITING = 20

const limit = pLimit(MAX_CONCURRENT)

/**
 * Returns the text of a PDF, with pages separated by empty lines; at most `longest` UTF-16 code units. The
 * PDF is read in another process; see README.md.
 *
 * @param timeout maximum duration of reading, in ms
 * @throws the signal's reason, or FileError: unreadable if the PDF is broken, encrypted, too costly or
 * without text; too_large; busy, also if the system cannot start another process
 */
export async function pdfText(
  bytes: Uint8Array,
  longest: number,
  signal?: AbortSignal,
  timeout = TIMEOUT_MS,
): Promise<string> {
  if (limit.pendingCount >= MAX_WAITING) throw new FileError('busy', 'PDF')
  const result = await limit(() => read({ bytes, longest, memoryLimit: MAX_MEMORY_BYTES }, signal, timeout))
  if ('failure' in result) {
    throw new FileError(result.failure === 'too long' ? 'too_large' : 'unreadable', `PDF: ${result.failure}`)
  }
  if (result.text.trim() === '') throw new FileError('unreadable', 'PDF: no text')
  return result.text
}

async function read(task: PdfTask, signal: AbortSignal | undefined, timeout: number): Promise<PdfResult> {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<PdfResult>()
  const child = start()
  child.once('message', (result) => resolve(result as PdfResult))
  child.once('exit', (code, killedBy) => {
    // No PDF makes the process exit by itself.
    if (killedBy === null) reject(new FileError('busy', `PDF: the reader ended with ${code}`))
    else resolve({ failure: killedBy })
  })
  child.once('error', (error) => reject(cannotStart(error)))
  const timer = setTimeout(() => resolve({ failure: 'deadline' }), timeout)
  const abort = () => reject(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    // If it has already exited, the exit event decides.
    child.send(task, () => {})
    return await promise
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    child.kill('SIGKILL')
  }
}

function start(): ChildProcess {
  try {
    return fork(program, {
      // The child gets none of the server's environment.
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
  } catch (error) {
    throw cannotStart(error)
  }
}

/**
 * Returns the error for a process that cannot be started. Node throws some of these failures and emits
 * others: lack of memory, processes or descriptors, or a missing program.
 */
function cannotStart(error: unknown): FileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new FileError('busy', `PDF: the reader cannot be started: ${code}`)
}
