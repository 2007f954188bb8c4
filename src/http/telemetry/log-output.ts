import { setTimeout as sleep } from 'node:timers/promises'

/**
 * How many characters of log lines are written at once, and how long the first of them waits, in ms. One by
 * one, each line would cost a system call.
 */
const BATCH = 16_000
const INTERVAL_MS = 250
/** How many bytes may wait for a slow reader; later lines are dropped. */
const MAX_WAITING = 1024 * 1024

/**
 * Standard output or standard error, with the handle that pipes, sockets and terminals have and Node's types
 * omit.
 */
type StandardStream = NodeJS.WritableStream & {
  readonly writableLength: number
  readonly _handle?: { setBlocking?(on: boolean): void }
}

export interface LogOutput {
  /** Takes a line of the log, with its line feed. Never blocks and never throws. */
  write(line: string): void
  /** Passes waiting lines to the operating system, as far as it takes them at once. */
  handOver(): void
  /** Resolves when all lines have been written or have failed, after `timeout` ms at the latest. */
  flush(timeout: number): Promise<void>
}

/**
 * Writes log lines to a standard stream so that its reader can neither stall nor end the process. Lines that
 * cannot be written because a pipe is full, its reader has gone or a disk is full are dropped; their number
 * is logged once lines can be written again.
 *
 * pino.destination() is not used because it writes in the thread pool, where a full pipe blocks a thread and
 * process.exit() waits for it, and because its flush at the exit retries a failing write for ever.
 *
 * @param options.onDrop called with the reason when the first line of a series is dropped
 */
export function logOutput(
  stream: StandardStream,
  options: { readonly onDrop: (reason: string) => void },
): LogOutput {
  let batch = ''
  let dropped = 0
  let timer: NodeJS.Timeout | undefined

  const drop = (lines: string, reason: string) => {
    if (dropped === 0) options.onDrop(reason)
    dropped += lines.split('\n').length - 1
  }

  const write = (line: string) => {
    batch += line
    if (batch.length >= BATCH) handOver()
    else timer ??= setTimeout(handOver, INTERVAL_MS).unref()
  }

  const handOver = () => {
    clearTimeout(timer)
    timer = undefined
    const lines = batch
    batch = ''
    if (lines === '') return
    if (stream.writableLength > MAX_WAITING) return drop(lines, 'nobody reads it')
    stream.write(lines, (error) => {
      if (error) return drop(lines, error.message)
      if (dropped === 0) return
      const message = 'log lines were dropped because they could not be written: check what reads the log'
      const notice = { level: 40, time: Date.now(), dropped, msg: message }
      dropped = 0
      write(`${JSON.stringify(notice)}\n`)
    })
  }

  neverFail(stream)
  return {
    write,
    handOver,
    async flush(timeout) {
      handOver()
      const written = new Promise<void>((resolve) => stream.write('', () => resolve()))
      await Promise.race([written, sleep(timeout)])
    },
  }
}

/**
 * Keeps a standard stream from ending the process when a write to it fails, and from blocking it. Writes to
 * pipes and sockets never block; those to a terminal do, by Node's default, while it is held by Ctrl-S or
 * behind a connection that is lost.
 */
export function neverFail(stream: StandardStream): void {
  stream.on('error', () => {})
  stream._handle?.setBlocking?.(false)
}
