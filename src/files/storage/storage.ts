import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { hasCode } from '../../error-code.ts'
import { Failure } from '../../failure.ts'

/** Stored bytes: key, size in bytes, and SHA-256 in hexadecimal. */
export interface StoredBytes {
  readonly key: string
  readonly size: number
  readonly sha256: string
}

/** Storage of the bytes of files. Writes are atomic: incomplete bytes cannot be read. */
export interface Storage {
  /**
   * Stores the bytes of a source under a new key while it yields them, in constant memory.
   *
   * @throws the source's error, with nothing left behind; StorageUnavailable, or StorageFull
   */
  write(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /**
   * Opens bytes for reading, all or from `start` to `end` inclusive. The stream fails with StorageUnavailable
   * if the storage stalls, and with the signal's reason once it is aborted.
   *
   * @returns undefined if the key does not exist
   * @throws StorageUnavailable, or the signal's reason
   */
  read(
    key: string,
    range?: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<Readable | undefined>
  /** Removes bytes; succeeds if they do not exist. */
  remove(key: string): Promise<void>
  /**
   * Checks that bytes could be stored now.
   *
   * @throws StorageUnavailable
   */
  check(): Promise<void>
  /**
   * Yields the keys of all complete bytes in no order, at most a thousand at a time.
   *
   * @throws StorageUnavailable
   */
  keys(): AsyncIterable<readonly string[]>
  /**
   * Removes incomplete uploads that have received nothing since `before`.
   *
   * @returns the number of removed uploads
   * @throws StorageUnavailable
   */
  removeUnfinished(before: Date): Promise<number>
  /**
   * Returns whether the storage belongs to this owner, claiming it for the first one that asks.
   *
   * @throws StorageUnavailable
   */
  belongsTo(owner: string): Promise<boolean>
}

/** Time, in ms, within which an upload must insert its row after storing its bytes. */
export const ROW_DEADLINE_MS = 10 * 60_000

/** Time, in ms, for which a storage may send nothing before it counts as unavailable. */
export const IDLE_TIMEOUT_MS = 5_000

/** Returns a new key for a file of a user's: `{user}/{uuid}`. */
export function newKey(user: number): string {
  return `${user}/${randomUUID()}`
}

/** Returns true if a name in the storage is a key. Keys of earlier versions have no user. */
export function isKey(name: string): boolean {
  return /^([1-9]\d*\/)?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name)
}

/** Thrown if the storage is unreachable, full or read-only. */
export class StorageUnavailable extends Failure {
  constructor(cause: unknown, code: 'storage_unavailable' | 'storage_full' = 'storage_unavailable') {
    super(code, 'The storage cannot be reached or written to.', { cause })
    this.name = 'StorageUnavailable'
  }
}

/** Thrown if there is no space for the bytes. */
export class StorageFull extends StorageUnavailable {
  override readonly name = 'StorageFull'

  constructor(cause: unknown) {
    super(cause, 'storage_full')
  }
}

/** Error codes for a full disk, an exhausted quota, and a file that is too large. */
const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Turns errors of the storage into StorageUnavailable or StorageFull. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error
    throw hasCode(error, ...fullCodes) ? new StorageFull(error) : new StorageUnavailable(error)
  }
}
