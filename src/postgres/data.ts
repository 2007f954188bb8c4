import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unlessMissing } from '../error-code.ts'
import { giveAway, type Home, makeOnce, processOptions } from './home.ts'

const run = promisify(execFile)

/**
 * Checks that the home's data, if any, has the major version of the package.
 *
 * @throws Error with a remedy if it does not
 */
export async function checkMajorVersion(home: Home, packageVersion: string): Promise<void> {
  const data = join(home.directory, 'data')
  const made = (await unlessMissing(readFile(join(data, 'PG_VERSION'), 'utf8')))?.trim()
  const [brought] = packageVersion.split('.')
  if (made !== undefined && made !== brought) {
    throw new Error(
      `The database in ${data} was created by PostgreSQL ${made}, and this Parley has PostgreSQL ` +
        `${brought}, which cannot read it: dump it with the earlier Parley, or move it away to start anew`,
    )
  }
}

/**
 * Creates the home's data directory if it is missing (0.8 s): a cluster with the superuser `parley` and a
 * database `parley`, open to anyone who can reach its socket. Returns its path.
 */
export function makeDataDirectory(home: Home, bin: string): Promise<string> {
  return makeOnce(home, 'data', (directory) => initialise(home, bin, directory))
}

async function initialise(home: Home, bin: string, directory: string): Promise<void> {
  await giveAway(directory, home)
  try {
    await run(
      join(bin, 'initdb'),
      [
        `--pgdata=${directory}`,
        '--username=parley',
        '--auth-local=trust',
        '--auth-host=reject',
        '--encoding=UTF8',
        // Text sorts identically on every platform, whatever its C library.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      processOptions(home),
    )
    const single = run(
      join(bin, 'postgres'),
      ['--single', '-D', directory, '-c', 'exit_on_error=on', 'postgres'],
      processOptions(home),
    )
    // If the process has already exited, its exit code gives the reason.
    single.child.stdin?.on('error', () => {})
    single.child.stdin?.end('create database parley\n')
    await single
  } catch (error) {
    throw new Error(
      `PostgreSQL could not create its database in ${home.directory} (set DATABASE_URL to use another ` +
        `server): ${String(error)}`,
      { cause: error },
    )
  }
}
