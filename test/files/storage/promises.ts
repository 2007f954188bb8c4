/** Tests that every storage must pass. */
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { newKey, type Storage } from '../../../src/files/storage/storage.ts'
import { until } from '../../support/files.ts'

export interface OpenStorage {
  readonly storage: Storage
  /** Opens the same storage again, as another process would. */
  again(): Promise<Storage>
  /** Returns the names of all content: complete, in progress or left behind. */
  held(): Promise<string[]>
}

export async function* chunks(...texts: string[]) {
  for (const one of texts) yield Buffer.from(one)
}

/** More than any storage buffers before writing. */
export const much = 'x'.repeat(6_000_000)

/** Returns a source that yields `first`, and `rest` once `proceed` is called. */
export function halfway(first: string, rest: string) {
  const gate = Promise.withResolvers<void>()
  // The promise may be rejected before the source awaits it.
  gate.promise.catch(() => {})
  async function* source() {
    yield Buffer.from(first)
    await gate.promise
    yield Buffer.from(rest)
  }
  return { source: source(), proceed: gate.resolve, fail: gate.reject }
}

/** Runs the tests of a storage. `open` creates an empty one. */
export function testPromises(t: Test, open: (t: Test) => Promise<OpenStorage>): void {
  t.test('written bytes are read back, with their size and SHA-256', async (t) => {
    const { storage } = await open(t)
    for (const [what, ...texts] of [
      ['several chunks', 'Steam ', '', 'engines'],
      ['an empty chunk', ''],
      ['many small chunks', ...Array.from({ length: 1_000 }, (_, index) => String(index % 10))],
      ['no chunk'],
      ['more than one read', 'x'.repeat(200_000), 'y'.repeat(200_000)],
      ['more than one part', much, 'y', much, ''],
    ] as const) {
      const whole = texts.join('')
      const { key, ...written } = await storage.write(newKey(1), chunks(...texts))
      t.strictSame(
        written,
        { size: whole.length, sha256: createHash('sha256').update(whole).digest('hex') },
        what,
      )
      const stream = await storage.read(key)
      t.ok(stream && (await text(stream)) === whole, `${what} is read back`)
    }
  })

  t.test('the same bytes stored twice are independent', async (t) => {
    const { storage } = await open(t)
    const [one, other] = [
      await storage.write(newKey(1), chunks('same')),
      await storage.write(newKey(1), chunks('same')),
    ]
    t.not(one.key, other.key)
    await storage.remove(one.key)
    const left = await storage.read(other.key)
    t.equal(left && (await text(left)), 'same')
  })

  t.test('a write is visible when it is complete, and not before', async (t) => {
    const { storage, held } = await open(t)
    const { source, proceed } = halfway(much, 'second')
    const key = newKey(1)
    const writing = storage.write(key, source)
    await until('the first half is stored', async () => (await held()).length === 1)
    t.equal(await storage.read(key), undefined, 'half a file cannot be read')
    proceed()
    t.equal((await writing).key, key)
    t.equal((await held()).length, 1, 'the complete file is stored once')
  })

  t.test('a write whose source throws rejects with the same error and leaves nothing', async (t) => {
    const { storage, held } = await open(t)
    const gone = new Error('the client left')
    for (const first of [much, 'little', '']) {
      const { source, fail } = halfway(first, 'never')
      const writing = storage.write(newKey(1), source)
      if (first === much) await until('some bytes are stored', async () => (await held()).length > 0)
      fail(gone)
      await t.rejects(writing, gone)
      t.strictSame(await held(), [], `after ${first.length} bytes`)
    }
  })

  t.test('a range includes its first and last byte', async (t) => {
    const { storage } = await open(t)
    const { key } = await storage.write(newKey(1), chunks('0123', '456789'))
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

  t.test('removed bytes are gone, and removing them again does no harm', async (t) => {
    const { storage, held } = await open(t)
    const { key } = await storage.write(newKey(1), chunks('short-lived'))
    await storage.remove(key)
    t.equal(await storage.read(key), undefined)
    await t.resolves(storage.remove(key))
    t.strictSame(await held(), [])
  })

  t.test('a read in progress completes after the bytes are removed', async (t) => {
    const { storage } = await open(t)
    const { key } = await storage.write(newKey(1), chunks('still here'))
    const stream = await storage.read(key)
    await storage.remove(key)
    t.equal(stream && (await text(stream)), 'still here')
  })

  t.test('an unknown key has no bytes', async (t) => {
    const { storage } = await open(t)
    t.equal(await storage.read('00000000-0000-4000-8000-000000000000'), undefined)
  })

  t.test('a storage opened again has the same content', async (t) => {
    const { storage, again } = await open(t)
    const { key } = await storage.write(newKey(1), chunks('kept'))
    const stream = await (await again()).read(key)
    t.equal(stream && (await text(stream)), 'kept')
  })

  t.test('an unfinished write of another process is removed by its key', async (t) => {
    const { storage, again, held } = await open(t)
    const kept = await storage.write(newKey(1), chunks('whole'))
    const before = await held()
    const key = newKey(1)
    const { source, proceed } = halfway(much, 'second')
    const writing = storage.write(key, source)
    // The write may fail before it is awaited.
    writing.catch(() => {})
    await until('the first half is stored', async () => (await held()).length > before.length)
    const other = await again()
    await other.remove(newKey(1))
    t.equal((await held()).length, before.length + 1, 'another key is not affected')
    await other.remove(key)
    t.strictSame(await held(), before)
    proceed()
    await t.rejects(writing, { name: 'StorageUnavailable' }, 'the write fails if it is still running')
    t.strictSame(await held(), before, 'it leaves nothing')
    t.ok(await storage.read(kept.key).then((stream) => stream?.destroy()))
  })
}
