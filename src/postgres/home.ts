import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { hasCode, unlessMissing } from '../error-code.ts'

const run = promisify(execFile)

/** Directory of the embedded PostgreSQL, and the user it runs as. */
export interface Home {
  /** Absolute path without symbolic links. */
  readonly directory: string
  /** Numeric user and group; undefined if PostgreSQL runs as the user of this process. */
  readonly account: { readonly uid: number; readonly gid: number } | undefined
}

const UNFINISHED_PREFIX = 'unfinished-'
const MIN_ABANDONED_AGE_MS = 10 * 60 * 1000

// Longest path of a socket, in bytes: the limit is 104 on macOS and 108 on Linux, including the final NUL.
const MAX_SOCKET_PATH_BYTES = 103

/**
 * Finds or creates the directory of the embedded PostgreSQL. PostgreSQL refuses to run as root, so under root
 * it runs as the owner of an existing directory, else as `nobody`. If `nobody` cannot enter the directory,
 * the home is created below /var/lib/parley and `path` becomes a symbolic link to it.
 *
 * @throws Error with a remedy if the directory cannot be used
 */
export async function openHome(path: string): Promise<Home> {
  const asRoot = process.getuid?.() === 0
  await mkdir(dirname(resolve(path)), { recursive: true })
  const directory = join(await realpath(dirname(resolve(path))), basename(resolve(path)))
  const found = await unlessMissing(lstat(directory))
  if (found?.isSymbolicLink()) {
    if (!(await unlessMissing(stat(directory)))) {
      throw new Error(
        `${directory} is a link to ${await readlink(directory)}, which does not exist: restore ` +
          'that directory, or remove the link to start with an empty database',
      )
    }
  } else if (asRoot && (found?.uid ?? 0) === 0 && !(await everybodyMayEnter(dirname(directory)))) {
    await linkElsewhere(directory)
  } else {
    await mkdir(directory, { recursive: true })
  }

  const home = await realpath(directory)
  await removeAbandoned(home)
  const owner = await stat(home)
  const dataOwner = await unlessMissing(stat(join(home, 'data')))
  if (!asRoot) {
    if (dataOwner && dataOwner.uid !== process.getuid?.()) {
      throw new Error(
        `The database in ${home} belongs to another user (uid ${dataOwner.uid}): start Parley as that ` +
          'user, or as root if root created it, or move the directory away to start with an empty database',
      )
    }
    return { directory: home, account: undefined }
  }
  if (owner.uid === 0) await chmod(home, (owner.mode & 0o777) | 0o011)
  const account = [dataOwner, owner].find((candidate) => candidate && candidate.uid !== 0)
  return { directory: home, account: account ?? (await nobody()) }
}

/**
 * Returns the options for starting PostgreSQL's programs: their user, and an environment without Parley's
 * variables.
 */
export function processOptions({ directory, account }: Home) {
  return {
    cwd: directory,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    // Node requires signed 32-bit numbers; the id of `nobody` on macOS is 4294967294.
    ...(account && { uid: account.uid | 0, gid: account.gid | 0 }),
  }
}

/** Changes the owner of a file or directory to PostgreSQL's user. */
export async function giveAway(path: string, { account }: Home): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}

/**
 * Creates `<home>/<name>` atomically unless it exists, even if the machine stops meanwhile: `fill` receives
 * an empty directory beside it (mode 0700), which is renamed afterwards. If two callers compete, the first to
 * finish wins. Returns the path.
 */
export async function makeOnce(
  { directory }: Home,
  name: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const path = join(directory, name)
  if (await unlessMissing(stat(path))) return path
  const temporary = await mkdtemp(join(directory, UNFINISHED_PREFIX))
  try {
    await fill(temporary)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
  const handle = await open(directory)
  await handle.sync()
  await handle.close()
  return path
}

/**
 * Creates the private directory (mode 0700) of the server's socket: in the home, or if the socket's path
 * would be too long, a temporary one, which the caller removes.
 */
export async function makeSocketDirectory(home: Home): Promise<{ path: string; temporary: boolean }> {
  const path = join(home.directory, 'socket')
  if (fits(path)) {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await giveAway(path, home)
    return { path, temporary: false }
  }
  const reachable = !home.account || (await everybodyMayEnter(tmpdir()))
  const parent = reachable && fits(join(tmpdir(), 'parley-XXXXXX')) ? tmpdir() : '/tmp'
  const temporary = await mkdtemp(join(parent, 'parley-'))
  await giveAway(temporary, home)
  return { path: temporary, temporary: true }
}

function fits(socketDirectory: string): boolean {
  return Buffer.byteLength(join(socketDirectory, '.s.PGSQL.5432')) <= MAX_SOCKET_PATH_BYTES
}

async function linkElsewhere(directory: string): Promise<void> {
  const shared = '/var/lib/parley'
  const target = join(shared, createHash('sha256').update(directory).digest('hex').slice(0, 12))
  try {
    await rmdir(directory)
  } catch (error) {
    if (hasCode(error, 'ENOTEMPTY', 'EEXIST')) {
      throw new Error(
        `PostgreSQL does not run as root, and the user nobody cannot enter ${directory}: move that ` +
          `directory to ${target} and start again`,
      )
    }
    if (!hasCode(error, 'ENOENT')) throw error
  }
  await mkdir(target, { recursive: true })
  await chmod(shared, 0o711)
  await chmod(target, 0o711)
  try {
    await symlink(target, directory)
  } catch (error) {
    // Another Parley process created it at the same time.
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

async function everybodyMayEnter(directory: string): Promise<boolean> {
  for (let path = await realpath(directory); ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

async function nobody(): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

// The age excludes what another Parley process is creating now.
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(UNFINISHED_PREFIX)) continue
    const found = await unlessMissing(stat(join(home, name)))
    if (found && found.mtimeMs < Date.now() - MIN_ABANDONED_AGE_MS) {
      await rm(join(home, name), { recursive: true, force: true })
    }
  }
}
