import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { hasCode } from '../../error-code.ts'
import { Failure } from '../../http/problems/failure.ts'

export interface StoredBytes {
  readonly key: string
  readonly size: number
  readonly sha256: string
}

/** Storage for the bytes of files. Writes are atomic: incomplete bytes cannot be read. */
export interface Storage {
  /**
   * Stores the bytes of a source under a new key while it yields them, in constant memory.
   *
   * @throws the source's error, with nothing left behind; StorageUnavailable, or StorageFull
   */
  write(key: string, source: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /**
   * Opens bytes for reading, all or from `start` to `end` inclusive; undefined if the key does not exist. The
   * stream fails with StorageUnavailable if the storage stalls, and with the signal's reason once it is
   * aborted.
   */
  read(
    key: string,
    range?: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<Readable | undefined>
  /**
   * Removes bytes, complete or not, also those of another process; succeeds if there are none.
   *
   * @throws StorageUnavailable
   */
  remove(key: string): Promise<void>
  /**
   * Checks that bytes could be stored now.
   *
   * @throws StorageUnavailable
   */
  check(): Promise<void>
}

/** Time, in ms, without a byte after which a storage counts as unavailable. */
export const IDLE_TIMEOUT_MS = 5_000

/** Returns a new key for a file of a user: `{user}/{uuid}`. */
export function newKey(user: number): string {
  return `${user}/${randomUUID()}`
}

export class StorageUnavailable extends Failure {
  constructor(cause: unknown, code: 'storage_unavailable' | 'storage_full' = 'storage_unavailable') {
    super(code, 'The storage cannot be reached or written to.', { cause })
    this.name = 'StorageUnavailable'
  }
}

export class StorageFull extends StorageUnavailable {
  override readonly name = 'StorageFull'

  constructor(cause: unknown) {
    super(cause, 'storage_full')
  }
}

/** Error codes for a full disk, an exhausted quota, and a file that is too large. */
const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']

export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error
    throw hasCode(error, ...fullCodes) ? new StorageFull(error) : new StorageUnavailable(error)
  }
}
