import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Characters of log lines that are written at once, and longest wait of the first of them, in ms. One write
 * per line would cost a system call each.
 */
const BATCH_CHARACTERS = 16_000
const BATCH_DELAY_MS = 250
/** Bytes that may wait for a slow reader; further lines are dropped. */
const MAX_WAITING_BYTES = 1024 * 1024

type StandardStream = NodeJS.WritableStream & {
  readonly writableLength: number
  readonly _handle?: { setBlocking?(on: boolean): void }
}

export interface LogOutput {
  /** Adds a line, with its line feed. Never blocks and never throws. */
  write(line: string): void
  /** Passes waiting lines to the operating system, as far as it accepts them at once. */
  handOver(): void
  /** Resolves when all lines are written or have failed, or after `timeout` ms. */
  flush(timeout: number): Promise<void>
}

/**
 * Writes log lines to a standard stream whose reader can neither stall nor end the process; see README.md.
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
    if (batch.length >= BATCH_CHARACTERS) handOver()
    else timer ??= setTimeout(handOver, BATCH_DELAY_MS).unref()
  }

  const handOver = () => {
    clearTimeout(timer)
    timer = undefined
    const lines = batch
    batch = ''
    if (lines === '') return
    if (stream.writableLength > MAX_WAITING_BYTES) return drop(lines, 'the reader is too slow')
    stream.write(lines, (error) => {
      if (error) return drop(lines, error.message)
      if (dropped === 0) return
      const message = 'Log lines were dropped because they could not be written: check the reader of the log.'
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
 * Keeps a standard stream from blocking the process, or ending it when a write fails. Writes to terminals
 * block by default while the terminal is stopped (Ctrl-S) or its connection is lost; writes to pipes and
 * sockets do not.
 */
export function neverFail(stream: StandardStream): void {
  stream.on('error', () => {})
  stream._handle?.setBlocking?.(false)
}
