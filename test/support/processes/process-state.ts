/** What Linux tells of a process of its own. */

import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Why a test that asks this cannot be run here, or false. */
export const processesAreOpaque = !existsSync('/proc/self/fd') && 'needs the /proc of Linux'

/** How many descriptors a process has open: files, sockets, and its own few. */
export async function descriptors({ pid }: ChildProcess): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

/**
 * How much memory a process holds now, in MiB: what it has given back to itself, but not to the system, is
 * counted too.
 */
export async function memory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  if (kibibytes === undefined) throw new Error('The process has ended')
  return Number(kibibytes) / 1024
}

/** What makes Node collect a process's garbage when it gets SIGUSR2. */
export const collecting = `--expose-gc --import=${new URL('collect-garbage.ts', import.meta.url).pathname}`

/**
 * How much memory the objects and buffers of a process take, in MiB, garbage not counted. It was started with
 * NODE_OPTIONS as `collecting`, and has its metrics at a port of this machine.
 */
export async function heap(child: ChildProcess, metricsPort: string): Promise<number> {
  // What is collected at once may hold on to what only the next time finds.
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
