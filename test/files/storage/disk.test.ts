import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { diskStorage } from '../../../src/files/storage/disk.ts'
import { StorageUnavailable } from '../../../src/files/storage/storage.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../../support/files.ts'
import { temporaryDirectory } from '../../support/server.ts'
import { chunks, halfway, testPromises } from './promises.ts'

async function storageIn(t: Test) {
  const directory = await temporaryDirectory(t)
  return { directory, storage: await diskStorage(directory) }
}

testPromises(t, async (t) => {
  const { directory, storage } = await storageIn(t)
  return { storage, again: () => diskStorage(directory), held: () => filesIn(directory) }
})

t.test('bytes arrive apart, and go to their place when they are whole', async (t) => {
  const { directory, storage } = await storageIn(t)
  const { source, goOn } = halfway('first ', 'second')
  const writing = storage.write(source)
  const incoming = async () => (await filesIn(directory)).map((path) => join(directory, path))
  await until('the first half is on the disk', async () => {
    const [path] = await incoming()
    return path !== undefined && (await readFile(path, 'utf8')) === 'first '
  })
  const [path = ''] = await incoming()
  t.match(
    path,
    join(directory, 'incoming/'),
    'a crash now would leave a file under incoming/ and nowhere else',
  )
  goOn()
  const { key } = await writing
  t.strictSame(await filesIn(directory), [join(key.slice(0, 2), key)])
})

t.test('a directory that went away, or cannot be written to, is a storage that is unavailable', async (t) => {
  // Root may write where the mode says no, so a file in a directory's place has to do.
  await t.test('nothing can be put under incoming/', async (t) => {
    const { directory, storage } = await storageIn(t)
    await rm(join(directory, 'incoming'), { recursive: true })
    await t.rejects(storage.write(chunks('x')), StorageUnavailable)
    await writeFile(join(directory, 'incoming'), '')
    await t.rejects(storage.write(chunks('x')), StorageUnavailable)
  })

  await t.test('what is whole cannot be put in its place', async (t) => {
    const { directory, storage } = await storageIn(t)
    for (let prefix = 0; prefix < 256; prefix++) {
      await writeFile(join(directory, prefix.toString(16).padStart(2, '0')), '')
    }
    await t.rejects(storage.write(chunks('x')), StorageUnavailable)
    t.strictSame(await filesIn(join(directory, 'incoming')), [], 'and stays nowhere else')
  })

  await t.test('what is there cannot be read or removed', async (t) => {
    const { directory, storage } = await storageIn(t)
    const { key } = await storage.write(chunks('x'))
    await rm(join(directory, key.slice(0, 2)), { recursive: true })
    await writeFile(join(directory, key.slice(0, 2)), '')
    await t.rejects(storage.read(key), StorageUnavailable)
    await t.rejects(storage.remove(key), StorageUnavailable)
  })
})

t.test('no descriptor stays open', { skip: !descriptorsAreKnown && 'needs /proc' }, async (t) => {
  const { directory, storage } = await storageIn(t)
  const { key } = await storage.write(chunks('x'.repeat(1_000_000)))
  t.equal(await openIn(directory), 0, 'after a write')

  const { source, fail } = halfway('first', 'never')
  const writing = storage.write(source)
  await until('a file is open', async () => (await openIn(directory)) === 1)
  fail(new Error('the client left'))
  await t.rejects(writing)
  t.equal(await openIn(directory), 0, 'after a write that failed')

  const read = await storage.read(key)
  t.equal(await openIn(directory), 1, 'one while bytes are read')
  t.ok(read && (await text(read)))
  const left = await storage.read(key)
  left?.once('data', () => left.destroy()).on('error', () => {})
  await storage.read(key).then((stream) => stream?.destroy())
  await t.resolves(
    until('all of them are closed', async () => (await openIn(directory)) === 0),
    'after reads, to the end, to the middle and not at all',
  )
})
