import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { diskStorage } from '../../src/storage/disk.ts'
import { StorageUnavailable } from '../../src/storage/storage.ts'
import { descriptorsAreKnown, filesIn, openIn, until } from '../support/files.ts'
import { temporaryDirectory } from '../support/server.ts'

async function* chunks(...texts: string[]) {
  for (const one of texts) yield Buffer.from(one)
}

async function storageIn(t: Test) {
  const directory = await temporaryDirectory(t)
  return { directory, storage: await diskStorage(directory) }
}

/** A source that has given `first` and gives the rest when it is let. */
function halfway(first: string, rest: string) {
  const gate = Promise.withResolvers<void>()
  // It may fail before anybody waits for it.
  gate.promise.catch(() => {})
  async function* source() {
    yield Buffer.from(first)
    await gate.promise
    yield Buffer.from(rest)
  }
  return { source: source(), goOn: gate.resolve, fail: gate.reject }
}

t.test('what is written is read back, with its size and its SHA-256', async (t) => {
  const { storage } = await storageIn(t)
  for (const [what, ...texts] of [
    ['several chunks', 'Steam ', '', 'engines'],
    ['an empty chunk', ''],
    ['nothing at all'],
    ['what does not fit one read', 'x'.repeat(200_000), 'y'.repeat(200_000)],
  ] as const) {
    const whole = texts.join('')
    const { key, ...told } = await storage.write(chunks(...texts))
    t.strictSame(told, { size: whole.length, sha256: createHash('sha256').update(whole).digest('hex') }, what)
    const stream = await storage.read(key)
    t.ok(stream && (await text(stream)) === whole, `${what} is read back`)
  }
})

t.test('the same bytes stored twice are two, of which one can go', async (t) => {
  const { storage } = await storageIn(t)
  const [one, other] = [await storage.write(chunks('same')), await storage.write(chunks('same'))]
  t.not(one.key, other.key)
  await storage.remove(one.key)
  const left = await storage.read(other.key)
  t.equal(left && (await text(left)), 'same')
})

t.test('bytes are there whole or not at all', async (t) => {
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
  t.equal(await storage.read(path.slice(-36)), undefined, 'what is half there cannot be read')

  goOn()
  const { key } = await writing
  t.strictSame(
    await filesIn(directory),
    [join(key.slice(0, 2), key)],
    'then it is in its place, and only there',
  )
})

t.test('a source that throws gets its own error back, and leaves nothing', async (t) => {
  const { directory, storage } = await storageIn(t)
  const gone = new Error('the client left')
  const { source, fail } = halfway('first', 'never')
  const writing = storage.write(source)
  await until('something is on the disk', async () => (await filesIn(directory)).length > 0)
  fail(gone)
  await t.rejects(writing, gone)
  t.strictSame(await filesIn(directory), [])
})

t.test('a range has its first byte, its last byte and what is between', async (t) => {
  const { storage } = await storageIn(t)
  const { key } = await storage.write(chunks('0123', '456789'))
  for (const [start, end] of [
    [0, 0],
    [0, 9],
    [2, 5],
    [9, 9],
  ] as const) {
    const stream = await storage.read(key, { start, end })
    t.equal(stream && (await text(stream)), '0123456789'.slice(start, end + 1), `${start}-${end}`)
  }
})

t.test('bytes that are removed are gone, and may be removed again', async (t) => {
  const { directory, storage } = await storageIn(t)
  const { key } = await storage.write(chunks('short-lived'))
  await storage.remove(key)
  t.equal(await storage.read(key), undefined)
  await t.resolves(storage.remove(key))
  t.strictSame(await filesIn(directory), [])
})

t.test('whoever reads already reads on to the end after the bytes are removed', async (t) => {
  const { storage } = await storageIn(t)
  const { key } = await storage.write(chunks('still here'))
  const stream = await storage.read(key)
  await storage.remove(key)
  t.equal(stream && (await text(stream)), 'still here')
})

t.test('a key that was never given out has no bytes', async (t) => {
  const { storage } = await storageIn(t)
  t.equal(await storage.read('00000000-0000-4000-8000-000000000000'), undefined)
})

t.test('a storage opened again finds what is there', async (t) => {
  const { directory, storage } = await storageIn(t)
  const { key } = await storage.write(chunks('kept'))
  const stream = await (await diskStorage(directory)).read(key)
  t.equal(stream && (await text(stream)), 'kept')
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
