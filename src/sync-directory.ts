import { open } from 'node:fs/promises'

/** Flushes a directory to the disk, so that the names of its files survive a power failure. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path)
  await directory.sync().finally(() => directory.close())
}
