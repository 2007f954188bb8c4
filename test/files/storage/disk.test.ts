import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { diskStorage } from '../../../src/files/storage/disk.ts'
import { newKey, StorageUnavailable } from '../../../src/files/storage/storage.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../../support/files.ts'
import { temporaryDirectory } from '../../support/server.ts'
import { chunks, halfway, much, testPromises } from './promises.ts'

async function storageIn(t: Test) {
  const directory = await temporaryDirectory(t)
  return { directory, storage: await diskStorage(directory) }
}

testPromises(t, async (t) => {
  const { directory, storage } = await storageIn(t)
  return { storage, again: () => diskStorage(directory), held: () => filesIn(directory) }
})

t.test('an upload is written to incoming/ and moved once complete', async (t) => {
  const { directory, storage } = await storageIn(t)
  const { source, proceed } = halfway(much, 'second')
  const writing = storage.write(newKey(1), source)
  const incoming = async () => (await filesIn(directory)).map((path) => join(directory, path))
  await until('the first half is on the disk', async () => {
    const [path] = await incoming()
    return path !== undefined && (await readFile(path, 'utf8')) === much
  })
  const [path = ''] = await incoming()
  t.match(path, join(directory, 'incoming/'), 'a crash at this point leaves a file under incoming/ only')
  proceed()
  const { key } = await writing
  t.strictSame(await filesIn(directory), [join('users', key)])
})

t.test('bytes under a key without a user, of an earlier version, are read and removed', async (t) => {
  const { directory, storage } = await storageIn(t)
  const key = randomUUID()
  await mkdir(join(directory, key.slice(0, 2)))
  await writeFile(join(directory, key.slice(0, 2), key), 'earlier')
  const stream = await storage.read(key)
  t.equal(stream && (await text(stream)), 'earlier')
  await storage.remove(key)
  t.strictSame(await filesIn(directory), [])
})

t.test('a missing or unwritable directory is an unavailable storage', async (t) => {
  // Root ignores file modes, so a file in place of a directory causes the error.
  await t.test('incoming/ cannot be written to', async (t) => {
    const { directory, storage } = await storageIn(t)
    await rm(join(directory, 'incoming'), { recursive: true })
    await t.rejects(storage.write(newKey(1), chunks('x')), StorageUnavailable)
    await writeFile(join(directory, 'incoming'), '')
    await t.rejects(storage.write(newKey(1), chunks('x')), StorageUnavailable)
  })

  await t.test('a complete file cannot be moved', async (t) => {
    const { directory, storage } = await storageIn(t)
    await writeFile(join(directory, 'users', '1'), '')
    await t.rejects(storage.write(newKey(1), chunks('x')), StorageUnavailable)
    t.strictSame(await filesIn(join(directory, 'incoming')), [], 'it is removed from incoming/')
  })

  await t.test('a stored file cannot be read or removed', async (t) => {
    const { directory, storage } = await storageIn(t)
    const { key } = await storage.write(newKey(1), chunks('x'))
    await rm(join(directory, 'users', '1'), { recursive: true })
    await writeFile(join(directory, 'users', '1'), '')
    await t.rejects(storage.read(key), StorageUnavailable)
    await t.rejects(storage.remove(key), StorageUnavailable)
  })
})

t.test('no file descriptor stays open', { skip: !descriptorsAreKnown && 'needs /proc' }, async (t) => {
  const { directory, storage } = await storageIn(t)
  const { key } = await storage.write(newKey(1), chunks('x'.repeat(1_000_000)))
  t.equal(await openIn(directory), 0, 'after a write')

  const { source, fail } = halfway('first', 'never')
  const writing = storage.write(newKey(1), source)
  await until('a file is open', async () => (await openIn(directory)) === 1)
  fail(new Error('the client left'))
  await t.rejects(writing)
  t.equal(await openIn(directory), 0, 'after a failed write')

  const read = await storage.read(key)
  t.equal(await openIn(directory), 1, 'one during a read')
  t.ok(read && (await text(read)))
  const left = await storage.read(key)
  left?.once('data', () => left.destroy()).on('error', () => {})
  await storage.read(key).then((stream) => stream?.destroy())
  await t.resolves(
    until('all files are closed', async () => (await openIn(directory)) === 0),
    'after complete, partial and unread reads',
  )
})
