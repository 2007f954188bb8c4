/** What every storage promises, for the tests of each. */
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import type { Storage } from '../../../src/files/storage/storage.ts'
import { until } from '../../support/files.ts'

export interface OpenStorage {
  readonly storage: Storage
  /** Opens it once more, as another process would. */
  again(): Promise<Storage>
  /** The names of all that is there: whole, being written, or left behind. */
  held(): Promise<string[]>
}

export async function* chunks(...texts: string[]) {
  for (const one of texts) yield Buffer.from(one)
}

/** More than any storage keeps to itself before it stores something. */
export const much = 'x'.repeat(6_000_000)

/** A source that has given `first` and gives the rest when it is let. */
export function halfway(first: string, rest: string) {
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

async function keysOf(storage: Storage): Promise<string[]> {
  const found: string[] = []
  for await (const keys of storage.keys()) found.push(...keys)
  return found.sort()
}

/** Tests all that a storage promises; `open` makes an empty one. */
export function testPromises(t: Test, open: (t: Test) => Promise<OpenStorage>): void {
  t.test('what is written is read back, with its size and its SHA-256', async (t) => {
    const { storage } = await open(t)
    for (const [what, ...texts] of [
      ['several chunks', 'Steam ', '', 'engines'],
      ['an empty chunk', ''],
      ['nothing at all'],
      ['what does not fit one read', 'x'.repeat(200_000), 'y'.repeat(200_000)],
      ['what does not fit one part', much, 'y', much, ''],
    ] as const) {
      const whole = texts.join('')
      const { key, ...told } = await storage.write(chunks(...texts))
      t.strictSame(
        told,
        { size: whole.length, sha256: createHash('sha256').update(whole).digest('hex') },
        what,
      )
      const stream = await storage.read(key)
      t.ok(stream && (await text(stream)) === whole, `${what} is read back`)
    }
  })

  t.test('the same bytes stored twice are two, of which one can go', async (t) => {
    const { storage } = await open(t)
    const [one, other] = [await storage.write(chunks('same')), await storage.write(chunks('same'))]
    t.not(one.key, other.key)
    await storage.remove(one.key)
    const left = await storage.read(other.key)
    t.equal(left && (await text(left)), 'same')
  })

  t.test('bytes are there whole or not at all', async (t) => {
    const { storage, held } = await open(t)
    const { source, goOn } = halfway(much, 'second')
    const writing = storage.write(source)
    await until('the first half is stored', async () => (await held()).length === 1)
    const [name = ''] = await held()
    t.equal(await storage.read(name.slice(-36)), undefined, 'what is half there cannot be read')
    t.strictSame(await keysOf(storage), [], 'and has no key')
    goOn()
    const { key } = await writing
    t.strictSame(await keysOf(storage), [key])
    t.equal((await held()).length, 1, 'then it is in its place, and only there')
  })

  t.test('a source that throws gets its own error back, and leaves nothing', async (t) => {
    const { storage, held } = await open(t)
    const gone = new Error('the client left')
    for (const first of [much, 'little', '']) {
      const { source, fail } = halfway(first, 'never')
      const writing = storage.write(source)
      if (first === much) await until('something is stored', async () => (await held()).length > 0)
      fail(gone)
      await t.rejects(writing, gone)
      t.strictSame(await held(), [], `after ${first.length} bytes`)
    }
  })

  t.test('a range has its first byte, its last byte and what is between', async (t) => {
    const { storage } = await open(t)
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
    const { storage, held } = await open(t)
    const { key } = await storage.write(chunks('short-lived'))
    await storage.remove(key)
    t.equal(await storage.read(key), undefined)
    await t.resolves(storage.remove(key))
    t.strictSame(await held(), [])
  })

  t.test('whoever reads already reads on to the end after the bytes are removed', async (t) => {
    const { storage } = await open(t)
    const { key } = await storage.write(chunks('still here'))
    const stream = await storage.read(key)
    await storage.remove(key)
    t.equal(stream && (await text(stream)), 'still here')
  })

  t.test('a key that was never given out has no bytes', async (t) => {
    const { storage } = await open(t)
    t.equal(await storage.read('00000000-0000-4000-8000-000000000000'), undefined)
  })

  t.test('a storage opened again finds what is there', async (t) => {
    const { storage, again } = await open(t)
    const { key } = await storage.write(chunks('kept'))
    const stream = await (await again()).read(key)
    t.equal(stream && (await text(stream)), 'kept')
  })

  t.test('every key is told, batch by batch, and nothing else that is there', async (t) => {
    const { storage } = await open(t)
    t.strictSame(await keysOf(storage), [], 'of nothing, none')
    await storage.belongsTo('somebody')
    const written: string[] = []
    for (let count = 0; count < 1_010; count += 10) {
      const ten = await Promise.all(Array.from({ length: 10 }, () => storage.write(chunks('x'))))
      written.push(...ten.map(({ key }) => key))
    }
    t.strictSame(await keysOf(storage), written.sort())
    for await (const keys of storage.keys()) t.ok(keys.length <= 1000, 'no batch is larger than a thousand')
    for await (const _ of storage.keys()) break
  })

  t.test('a write that comes to no end is removed when nothing has come of it for long', async (t) => {
    const { storage, again, held } = await open(t)
    const { key } = await storage.write(chunks('whole'))
    const before = await held()
    const { source, goOn } = halfway(much, 'second')
    const writing = storage.write(source)
    // It may fail before anybody waits for it.
    writing.catch(() => {})
    await until('the first half is stored', async () => (await held()).length > before.length)
    const other = await again()
    t.equal(await other.removeUnfinished(new Date(Date.now() - 60_000)), 0, 'of the last minute, something')
    t.equal((await held()).length, before.length + 1)
    t.equal(await other.removeUnfinished(new Date(Date.now() + 60_000)), 1)
    t.strictSame(await held(), before)
    goOn()
    await t.rejects(writing, { name: 'StorageUnavailable' }, 'were it still alive, it would be told')
    t.strictSame(await held(), before, 'and leave nothing')
    t.strictSame(await keysOf(storage), [key], 'what is whole stays')
  })

  t.test('a storage belongs to who asks first', async (t) => {
    const { storage, again } = await open(t)
    t.equal(await storage.belongsTo('ada'), true)
    t.equal(await storage.belongsTo('ada'), true)
    t.equal(await (await again()).belongsTo('charles'), false)
    t.equal(await storage.belongsTo('ada'), true)
  })
}
