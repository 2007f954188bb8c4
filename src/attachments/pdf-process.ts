/**
 * Process that reads the text of one PDF. Its main thread watches the memory while a worker thread reads. The
 * parent kills it once it has the result; the process kills itself if the parent is gone or it uses too much
 * memory.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { getDocumentProxy } from 'unpdf'
import { storable } from './storable-text.ts'

export interface PdfTask {
  readonly bytes: Uint8Array
  readonly longest: number
  readonly memoryLimit: number
}

/** Text of the PDF; or a failure, which is the name of the reader's error, or 'too long'. */
export type PdfResult = { readonly text: string } | { readonly failure: string }

/** Interval of the memory check, in ms; a runaway reader allocates some ten megabytes in this time. */
const WATCH_INTERVAL_MS = 20

if (isMainThread) watch()
else parentPort?.postMessage(await read(workerData))

function watch() {
  const end = () => process.kill(process.pid, 'SIGKILL')
  // Signals sent to the whole process group are for the server, which may still wait for the result.
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
