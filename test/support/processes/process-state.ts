/** State of a child process, as Linux reports it. */

import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Reason to skip tests that need this module; false on Linux. */
export const processesAreOpaque = !existsSync('/proc/self/fd') && 'needs the /proc of Linux'

/** Returns the number of open descriptors of a process: files, sockets and those of Node itself. */
export async function descriptors({ pid }: ChildProcess): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

/**
 * Returns the resident memory of a process in MiB. This includes freed memory that was not returned to the
 * system.
 */
export async function memory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kibibytes === undefined) throw new Error('The process has ended')
  return Number(kibibytes) / 1024
}

/** NODE_OPTIONS with which a process collects garbage on SIGUSR2. */
export const collecting = `--expose-gc --import=${new URL('collect-garbage.ts', import.meta.url).pathname}`

/**
 * Returns the memory of a process's objects and buffers in MiB, without garbage. The process needs
 * `collecting` as its NODE_OPTIONS, and serves metrics on a port of this machine.
 */
export async function heap(child: ChildProcess, metricsPort: string): Promise<number> {
  // The first collection may release references that only the second one can collect.
  for (let times = 0; times < 2; times++) {
    child.kill('SIGUSR2')
    await sleep(500)
  }
  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const bytes = ['nodejs_heap_size_used_bytes', 'nodejs_external_memory_bytes'].map((name) =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]),
  )
  return bytes.reduce((sum, each) => sum + each) / 1024 / 1024
}
