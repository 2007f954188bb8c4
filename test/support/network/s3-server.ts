/**
 * Real S3 server for tests: the RADOS gateway of Ceph with a monitor and an in-memory store on this machine.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { Test } from 'tap'
import type { S3Location } from '../../../src/files/storage/s3.ts'
import { until } from '../files.ts'
import { freePort, temporaryDirectory } from '../server.ts'

const programs = ['monmaptool', 'ceph-mon', 'ceph', 'ceph-osd', 'radosgw', 'radosgw-admin']
const missing = programs.filter((program) => !isInstalled(program))

/** Reason to skip tests that need an S3 server; false if everything is installed. */
export const s3IsMissing = missing.length > 0 && `needs ${missing.join(', ')}, which make test-s3 installs`

export interface S3Server {
  readonly endpoint: string
  readonly port: number
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Client for looking into the store without Parley. */
  readonly client: S3Client
  /** Creates a bucket. Resolves to its location. */
  bucket(): Promise<S3Location>
}

/** Starts a server, which takes several seconds. Its processes and files are removed when the test ends. */
export async function startS3Server(t: Pick<Test, 'teardown'>): Promise<S3Server> {
  const directory = await temporaryDirectory(t)
  const [monitorPort, port] = [await freePort(), await freePort()]
  const [cluster, store] = [randomUUID(), randomUUID()]
  const credentials = { accessKeyId: 'parley', secretAccessKey: randomUUID() }
  const env = { ...process.env, CEPH_CONF: join(directory, 'ceph.conf') }
  const map = join(directory, 'monmap')
  const settings = {
    fsid: cluster,
    'mon host': `v1:127.0.0.1:${monitorPort}`,
    'public addr': '127.0.0.1',
    'ms bind msgr2': false,
    'auth cluster required': 'none',
    'auth service required': 'none',
    'auth client required': 'none',
    'mon allow pool size one': true,
    'osd crush chooseleaf type': 0,
    'osd pool default size': 1,
    'osd pool default min size': 1,
    'osd pool default pg num': 1,
    'osd pool default pgp num': 1,
    'osd pool default pg autoscale mode': 'off',
    'osd objectstore': 'memstore',
    // The store would request these from the monitor once, and exit if that is rejected.
    'osd class update on start': false,
    'osd crush update on start': false,
    'mon data': join(directory, 'monitor'),
    'osd data': join(directory, 'store'),
    'rgw data': join(directory, 'gateway'),
    'rgw frontends': `beast endpoint=127.0.0.1:${port}`,
    'run dir': directory,
    keyring: join(directory, 'keyring'),
    'admin socket': '',
    'log file': '',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  await writeFile(env.CEPH_CONF, `[global]\n${lines.join('\n')}\n`)
  for (const name of ['monitor', 'store', 'gateway']) await mkdir(join(directory, name))

  const run = async (program: string, ...args: string[]) => {
    const attempt = () => promisify(execFile)(program, args, { env, timeout: 30_000 })
    // The monitor rejects clients that have not received the id of the cluster yet. This is a race, hence the
    // retries.
    return (await attempt().catch(attempt).catch(attempt)).stdout
  }
  const serve = (program: string, ...args: string[]) => {
    const child = spawn(program, ['-f', ...args], { env, stdio: 'ignore' })
    t.teardown(() => end(child))
  }

  await run('monmaptool', '--create', '--addv', 'a', `[v1:127.0.0.1:${monitorPort}]`, '--fsid', cluster, map)
  await run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', map)
  serve('ceph-mon', '-i', 'a')
  await run('ceph', 'osd', 'new', store)
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', store)
  await run('ceph', 'osd', 'crush', 'add', 'osd.0', '1', 'root=default', 'host=here')
  serve('ceph-osd', '-i', '0')
  // Objects created before the store is running are not always visible to it.
  await until('the store is up', async () => / 1 up/.test(await run('ceph', 'osd', 'stat')))
  const { accessKeyId, secretAccessKey } = credentials
  const keys = ['--access-key', accessKeyId, '--secret-key', secretAccessKey]
  await run('radosgw-admin', 'user', 'create', '--uid', 'parley', '--display-name', 'Parley', ...keys)
  serve('radosgw', '-n', 'client.rgw.a')

  const endpoint = `http://127.0.0.1:${port}`
  await until('the gateway serves', () =>
    fetch(endpoint).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
  t.teardown(() => client.destroy())
  return {
    endpoint,
    port,
    credentials,
    client,
    async bucket() {
      const bucket = `parley-${randomUUID()}`
      await client.send(new CreateBucketCommand({ Bucket: bucket }))
      return { bucket, prefix: '', endpoint, region: 'us-east-1' }
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  // None of the processes has data worth saving.
  child.kill('SIGKILL')
  await ended
}

/** Returns true if the shell finds the program. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
