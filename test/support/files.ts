/** Files of a storage on disk, and open file descriptors. */
import { existsSync } from 'node:fs'
import { readdir, readlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Returns the paths of all files in a directory, relative to it and without directories. */
export async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

/** True if the system lists the files that a process has open. */
export const descriptorsAreKnown = existsSync('/proc/self/fd')

/** Returns the number of this process's descriptors for files in a directory, including deleted files. */
export async function openIn(directory: string): Promise<number> {
  const targets = await Promise.all(
    // The descriptor of this directory listing is closed by now.
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  )
  return targets.filter((target) => target.startsWith(directory)).length
}

/** Longest wait for a condition, in ms: a busy machine may take a minute to create a database. */
const TIMEOUT_MS = 120_000

/** Waits until a condition holds; throws after the timeout. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting until ${what}`)
    await setTimeout(10)
  }
}
