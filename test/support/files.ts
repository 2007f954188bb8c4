/** What the storage of a server, or of a test, has on the disk and holds open. */
import { existsSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Every file under a directory, by its path in there; directories do not count. */
export async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

/** Whether the system tells which files a process holds open. */
export const descriptorsAreKnown = existsSync('/proc/self/fd')

/** How many of this process's descriptors lead into a directory, removed files counted. */
export async function openIn(directory: string): Promise<number> {
  const targets = await Promise.all(
    // The descriptor of this very reading is closed again when it is looked at.
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return targets.filter((target) => target.startsWith(directory)).length
}

/** Maximum wait for a condition, in ms: a busy machine may take a minute to create a database. */
const TIMEOUT_MS = 120_000

/** Waits until a condition holds; throws where it does not in time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It never came about that ${what}`)
    await setTimeout(10)
  }
}
