/**
 * The process that reads the text of one PDF. Its main thread watches over its memory while a second one reads; whoever
 * started it kills it when it has answered, and it kills itself when that one has gone or too much memory is held.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'
import { storable } from './storable-text.ts'

export interface PdfTask {
  readonly bytes: Uint8Array
  /** UTF-16 code units. */
  readonly longest: number
  /** Bytes. */
  readonly memoryLimit: number
}

/** A failure is the name of an error of the reader's, or 'too long'. */
export type PdfResult = { readonly text: string } | { readonly failure: string }

/** Milliseconds; a reader gone wild takes some ten megabytes in this time. */
const WATCH_INTERVAL_MS = 20

if (isMainThread) watch()
else parentPort?.postMessage(await read(workerData))

function watch() {
  const end = () => process.kill(process.pid, 'SIGKILL')
  // What a terminal or a supervisor says to all is for the server, which may still wait for the answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.once('disconnect', end)
  process.once('message', (task: PdfTask) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task })
    worker.once('message', (result: PdfResult) => process.send?.(result))
    worker.once('error', end)
    setInterval(() => process.memoryUsage.rss() > task.memoryLimit && end(), WATCH_INTERVAL_MS)
  })
}

async function read({ bytes, longest }: PdfTask): Promise<PdfResult> {
  try {
    const document = await getDocumentProxy(bytes, { verbosity: 0 })
    let text = ''
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      if (number > 1) text += '\n\n'
      for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str
      if (text.length > longest) return { failure: 'too long' }
      page.cleanup()
    }
    return { text: storable(text) }
  } catch (error) {
    return { failure: error instanceof Error ? error.name : 'unknown' }
  }
}
