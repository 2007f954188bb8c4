import type { Readable } from 'node:stream'
import { hasCode } from '../../error-code.ts'
import { Failure } from '../../failure.ts'

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
   * Opens bytes for reading, from `start` to `end`, both included, or all of them. The stream fails with
   * StorageUnavailable where the storage stalls, and with the signal's reason once that is aborted.
   *
   * @returns undefined where there are none under this key
   * @throws StorageUnavailable, or the signal's reason
   */
  read(
    key: string,
    range?: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<Readable | undefined>
  /** Removes bytes; those that are not there are as good as removed. */
  remove(key: string): Promise<void>
  /**
   * Looks whether bytes could be stored now.
   *
   * @throws StorageUnavailable
   */
  check(): Promise<void>
  /**
   * The keys of all that is stored whole, at the most a thousand at a time, in no order.
   *
   * @throws StorageUnavailable
   */
  keys(): AsyncIterable<readonly string[]>
  /**
   * Removes what is being written, or was when a process died, where nothing of it has come since `before`.
   *
   * @returns how many
   * @throws StorageUnavailable
   */
  removeUnfinished(before: Date): Promise<number>
  /**
   * Whether all that is stored belongs to this owner: the first one who has asked.
   *
   * @throws StorageUnavailable
   */
  belongsTo(owner: string): Promise<boolean>
}

/** Bytes to which no row refers after this time, in ms, get none any more. */
export const ROW_DEADLINE_MS = 10 * 60_000

/** How long a storage may give nothing in the middle of something, in ms, before it counts as unavailable. */
export const IDLE_TIMEOUT_MS = 5_000

/** Whether a name in the storage is the key of bytes. */
export function isKey(name: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name)
}

/** The storage is away, full or read-only. */
export class StorageUnavailable extends Failure {
  constructor(cause: unknown, code: 'storage_unavailable' | 'storage_full' = 'storage_unavailable') {
    super(code, 'The storage cannot be reached or written to.', { cause })
    this.name = 'StorageUnavailable'
  }
}

/** There is no room for what was to be written; nothing else is the matter. */
export class StorageFull extends StorageUnavailable {
  override readonly name = 'StorageFull'

  constructor(cause: unknown) {
    super(cause, 'storage_full')
  }
}

/** No room on the disk, within the quota, or for a file of this length. */
const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Tells failures of the storage from others. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error
    throw hasCode(error, ...fullCodes) ? new StorageFull(error) : new StorageUnavailable(error)
  }
}
