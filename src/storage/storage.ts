import type { Readable } from 'node:stream'

/** What was stored: under which key, how many bytes, and their SHA-256 in hexadecimal. */
export interface StoredBytes {
  readonly key: string
  readonly size: number
  readonly sha256: string
}

/** Where the bytes of files live. Whole or not at all: what is being written cannot be read. */
export interface Storage {
  /**
   * Stores what the source yields, while it yields, in constant memory.
   *
   * @throws what the source throws, with nothing left behind; StorageUnavailable, as StorageFull where that is why
   */
  write(source: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /**
   * Opens bytes for reading, from `start` to `end`, both included, or all of them.
   *
   * @returns undefined where there are none under this key
   * @throws StorageUnavailable
   */
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable | undefined>
  /** Removes bytes; those that are not there are as good as removed. */
  remove(key: string): Promise<void>
  /**
   * Looks whether bytes could be stored now.
   *
   * @throws StorageUnavailable
   */
  check(): Promise<void>
}

/** The storage is away, full or read-only. */
export class StorageUnavailable extends Error {
  constructor(cause: unknown) {
    super('The storage cannot be reached or written to.', { cause })
    this.name = 'StorageUnavailable'
  }
}

/** There is no room for what was to be written; nothing else is the matter. */
export class StorageFull extends StorageUnavailable {
  override readonly name = 'StorageFull'
}
