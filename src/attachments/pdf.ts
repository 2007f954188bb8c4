import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import { FileError } from './file-error.ts'
import type { PdfResult, PdfTask } from './pdf-process.ts'

const program = fileURLToPath(new URL('./pdf-process.ts', import.meta.url))

/** Milliseconds. */
const DEADLINE_MS = 10_000
/** Bytes that the process may hold, of which Node and the PDF reader are about 110 MiB. */
const MEMORY_LIMIT = 320 * 1024 * 1024
/** Each may keep a processor busy. */
const AT_ONCE = 2
const WAITING = 20

const limit = pLimit(AT_ONCE)

/**
 * The text in a PDF, its pages separated by empty lines; at most `longest` UTF-16 code units. A PDF can make its reader
 * compute and allocate without end, so that one works in a process of its own, which is killed when it has had 10 seconds
 * or 320 MiB.
 *
 * A thread would not do: of the limits that threads have, V8 takes the whole process down with some allocations beyond
 * them, and buffers do not count at all.
 *
 * Rejects with the signal's reason, or a FileError: unreadable where it is broken, encrypted, too costly or without text;
 * too_large; busy, also where the system has no room for another process.
 */
export async function pdfText(bytes: Uint8Array, longest: number, signal?: AbortSignal): Promise<string> {
  if (limit.pendingCount >= WAITING) throw new FileError('busy', 'PDF')
  const result = await limit(() => read({ bytes, longest, memoryLimit: MEMORY_LIMIT }, signal))
  if ('failure' in result) {
    throw new FileError(result.failure === 'too long' ? 'too_large' : 'unreadable', `PDF: ${result.failure}`)
  }
  if (result.text.trim() === '') throw new FileError('unreadable', 'PDF: no text')
  return result.text
}

async function read(task: PdfTask, signal: AbortSignal | undefined): Promise<PdfResult> {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<PdfResult>()
  const child = start()
  child.once('message', (result) => resolve(result as PdfResult))
  child.once('exit', (code, killedBy) => {
    // No PDF makes it end by itself.
    if (killedBy === null) reject(new FileError('busy', `PDF: the reader ended with ${code}`))
    else resolve({ failure: killedBy })
  })
  child.once('error', (error) => reject(cannotStart(error)))
  const timer = setTimeout(() => resolve({ failure: 'deadline' }), DEADLINE_MS)
  const abort = () => reject(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    // Where it has died already, that it ended is what counts.
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
      // Nothing of the server's is for it.
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
 * Some failures to start a process are thrown and others are events: no memory, process or descriptor left,
 * no program.
 */
function cannotStart(error: unknown): FileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new FileError('busy', `PDF: the reader cannot be started: ${code}`)
}
