/** Installs the packages of the peers from their lockfile, unless they are up to date. */
import { spawnSync } from 'node:child_process'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const lockfile = join(import.meta.dirname, 'package-lock.json')
/** Copy of the lockfile from the last installation. */
const installed = join(import.meta.dirname, 'node_modules/.installed')

export async function installPeers(): Promise<void> {
  const [wanted, found] = await Promise.all([
    readFile(lockfile, 'utf8'),
    readFile(installed, 'utf8').catch(() => ''),
  ])
  if (wanted === found) return
  // As in the Makefile, npm runs with the Node of the machine.
  const PATH = process.env.MACHINE_PATH ?? process.env.PATH
  const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: import.meta.dirname,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) {
    throw new Error('The peers were not installed from the package registry; see the output of npm above.')
  }
  await copyFile(lockfile, installed)
}
