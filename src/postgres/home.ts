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

/** The directory in which the embedded PostgreSQL lives, and the user it runs as. */
export interface Home {
  /** Absolute, free of symbolic links. */
  readonly directory: string
  /** Numeric user and group, or undefined where PostgreSQL runs as this process does. */
  readonly account: { readonly uid: number; readonly gid: number } | undefined
}

const UNFINISHED = 'unfinished-'
const ABANDONED_AFTER_MS = 10 * 60 * 1000

// The shortest limit of the platforms: 104 bytes with the closing NUL on macOS, 108 on Linux.
const MAX_SOCKET_PATH_BYTES = 103

/**
 * Finds or makes the directory for the embedded PostgreSQL. PostgreSQL refuses to run as root: there it runs
 * as the user who owns what is there already, else as `nobody`; and where `nobody` may not enter, the home
 * lies below /var/lib/parley and `path` becomes a symbolic link to it. Throws an Error that says what to do
 * where the directory cannot serve.
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

/** What a program of PostgreSQL's is started with: its user, and nothing of Parley's environment. */
export function processOptions({ directory, account }: Home) {
  return {
    cwd: directory,
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    // Node takes these as signed 32-bit numbers; macOS's nobody is 4294967294.
    ...(account && { uid: account.uid | 0, gid: account.gid | 0 }),
  }
}

/** Hands a file or directory to the user whom PostgreSQL runs as. */
export async function giveAway(path: string, { account }: Home): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
}

/**
 * Makes `<home>/<name>` unless it is there already, so that it is either whole or missing, whenever the
 * machine stops: `fill` gets an empty directory beside it (mode 0700), which is renamed when `fill` is done.
 * Of two callers at once the first to finish wins. Returns the path.
 */
export async function makeOnce(
  { directory }: Home,
  name: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const path = join(directory, name)
  if (await unlessMissing(stat(path))) return path
  const temporary = await mkdtemp(join(directory, UNFINISHED))
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
 * Makes the private directory (mode 0700) for the server's socket: in the home, or where the socket's path
 * would be too long for the operating system, a temporary one, which the caller removes.
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
    // Another Parley that started at the same moment made it.
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

// The age keeps them from what another Parley is making at this moment.
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(UNFINISHED)) continue
    const found = await unlessMissing(stat(join(home, name)))
    if (found && found.mtimeMs < Date.now() - ABANDONED_AFTER_MS) {
      await rm(join(home, name), { recursive: true, force: true })
    }
  }
}
