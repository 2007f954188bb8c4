import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type MultipartUpload,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { S3Location } from '../../setting-readers.ts'
import { unlessStalled } from './stalls.ts'
import { IDLE_TIMEOUT_MS, isKey, orUnavailable, type Storage, StorageUnavailable } from './storage.ts'

/**
 * Time, in ms, without a response after which a call is tried a second and last time; both attempts fit into
 * 5 s.
 */
const RESPONSE_TIMEOUT_MS = 2_000
const CONNECTION_TIMEOUT_MS = 1_000
/**
 * Time, in ms, without a response while the store assembles the parts of a large file, which can take
 * minutes.
 */
const COMPLETE_TIMEOUT_MS = 120_000
/** Limits of S3: smallest part except the last, in bytes, and most parts. */
const MIN_PART_BYTES = 5 * 1024 * 1024
const MAX_PARTS = 10_000

/**
 * Creates a storage that keeps bytes as objects of a bucket, in S3 or a compatible store. The AWS SDK finds
 * the credentials in the usual variables, profiles and roles.
 *
 * Bytes are uploaded in parts while they arrive, with one part in memory; a crash leaves at most an
 * incomplete upload that nothing refers to.
 *
 * @param options.largest largest file, in bytes
 * @param options.idleTimeout time, in ms, for which the store may send nothing in the middle of an object
 * @throws Error if no region is configured
 */
export async function s3Storage(
  location: S3Location,
  options: { readonly largest: number; readonly idleTimeout?: number },
): Promise<Storage> {
  const { bucket: Bucket, prefix } = location
  const partSize = Math.max(MIN_PART_BYTES, Math.ceil(options.largest / MAX_PARTS))
  // Downloads may pause, so only the start of a response has a timeout. Uploads may be slow, so any
  // transferred byte resets their timeout.
  const reading = connect(location, { requestTimeout: RESPONSE_TIMEOUT_MS, throwOnRequestTimeout: true })
  const writing = connect(location, { socketTimeout: RESPONSE_TIMEOUT_MS })
  const completing = connect(location, { socketTimeout: COMPLETE_TIMEOUT_MS })
  await reading.config.region()

  const object = (name: string) => ({ Bucket, Key: prefix + name })

  const readObject = async (
    name: string,
    Range?: string,
    signal?: AbortSignal,
  ): Promise<Readable | undefined> => {
    const command = new GetObjectCommand({ ...object(name), ...(Range && { Range }) })
    try {
      const { Body } = await reading.send(command, signal && { abortSignal: signal })
      return unlessStalled(Body as Readable, options.idleTimeout ?? IDLE_TIMEOUT_MS, signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof NoSuchKey) return undefined
      throw new StorageUnavailable(error)
    }
  }

  /** Resolves to true if an object exists, to false if it does not or the store cannot tell. */
  const exists = (Key: string | undefined) =>
    reading.send(new HeadObjectCommand({ Bucket, Key })).then(
      () => true,
      () => false,
    )

  // The last step of an upload has a timeout of its own. If its response is lost, the upload may have been
  // completed, and a second attempt then fails with "no such upload"; the existence of the object decides.
  writing.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'CompleteMultipartUploadCommand') return next(args)
        const input = args.input as CompleteMultipartUploadCommandInput
        try {
          return {
            output: await completing.send(new CompleteMultipartUploadCommand(input)),
            response: undefined,
          }
        } catch (error) {
          if (!(await exists(input.Key))) throw error
          return { output: { $metadata: {}, Location: '', ...input }, response: undefined }
        }
      },
    { step: 'initialize', name: 'completeUpload' },
  )

  const abort = (Key: string | undefined, UploadId: string | undefined) =>
    reading.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))

  /** Returns the time of the newest part of an upload, or of its start. */
  const lastTouched = async ({ Key, UploadId, Initiated }: MultipartUpload): Promise<Date> => {
    let newest = Initiated ?? new Date()
    let from: { PartNumberMarker?: string | undefined } | undefined = {}
    // The SDK's paginator does not terminate with some stores.
    while (from !== undefined) {
      const page: ListPartsCommandOutput = await reading.send(
        new ListPartsCommand({ Bucket, Key, UploadId, ...from }),
      )
      for (const { LastModified } of page.Parts ?? []) {
        if (LastModified && LastModified > newest) newest = LastModified
      }
      from = page.IsTruncated ? { PartNumberMarker: page.NextPartNumberMarker } : undefined
    }
    return newest
  }

  async function* unfinished(): AsyncGenerator<MultipartUpload> {
    let from: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> | undefined = {}
    while (from !== undefined) {
      const page: ListMultipartUploadsCommandOutput = await reading.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix: prefix, ...from }),
      )
      yield* (page.Uploads ?? []).filter(({ Key = '' }) => isKey(Key.slice(prefix.length)))
      const { IsTruncated, NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page
      from = IsTruncated ? { KeyMarker, UploadIdMarker } : undefined
    }
  }

  const removeUntouched = async (before: Date): Promise<number> => {
    let removed = 0
    for await (const upload of unfinished()) {
      try {
        if ((await lastTouched(upload)) >= before) continue
        await abort(upload.Key, upload.UploadId)
        removed++
      } catch (error) {
        // The upload was completed or aborted meanwhile.
        if (!(error instanceof S3ServiceException && error.name === 'NoSuchUpload')) throw error
      }
    }
    return removed
  }

  return {
    async write(key, source) {
      const hash = createHash('sha256')
      let size = 0
      let failure: { readonly error: unknown } | undefined
      async function* body() {
        let isTaken = false
        try {
          for await (const bytes of source) {
            hash.update(bytes)
            size += bytes.length
            isTaken = true
            yield bytes
            isTaken = false
          }
        } catch (error) {
          // If the store fails, its error is thrown into this generator; that is not a failure of the source.
          if (!isTaken) failure = { error }
          throw error
        }
      }
      const upload = new Upload({
        client: writing,
        params: { ...object(key), Body: Readable.from(body(), { objectMode: false }) },
        partSize,
        // With concurrent parts, the source would be read to its end after one of them has failed.
        queueSize: 1,
        leavePartsOnError: true,
      })
      try {
        await upload.done()
      } catch (error) {
        // If this fails, the sweeper removes the upload later. An unavailable store is not waited for again.
        const aborted = upload.uploadId && abort(prefix + key, upload.uploadId).catch(() => {})
        if (failure === undefined) throw new StorageUnavailable(error)
        await aborted
        throw failure.error
      }
      return { key, size, sha256: hash.digest('hex') }
    },

    read(key, range, signal) {
      return readObject(key, range && `bytes=${range.start}-${range.end}`, signal)
    },

    async remove(key) {
      await orUnavailable(reading.send(new DeleteObjectCommand(object(key))))
    },

    async check() {
      await orUnavailable(reading.send(new HeadBucketCommand({ Bucket })))
    },

    async *keys() {
      try {
        for await (const { Contents } of paginateListObjectsV2(
          { client: reading },
          { Bucket, Prefix: prefix },
        )) {
          yield (Contents ?? []).map(({ Key = '' }) => Key.slice(prefix.length)).filter(isKey)
        }
      } catch (error) {
        throw new StorageUnavailable(error)
      }
    },

    removeUnfinished(before) {
      return orUnavailable(removeUntouched(before))
    },

    async belongsTo(owner) {
      const found = await readObject('owner')
      if (found) return (await orUnavailable(text(found))) === owner
      await orUnavailable(reading.send(new PutObjectCommand({ ...object('owner'), Body: owner })))
      return true
    },
  }
}

function connect({ endpoint, region }: S3Location, timeouts: object): S3Client {
  // The default would limit downloads to 50 at once.
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY }
  const config: S3ClientConfig = {
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(region !== undefined && { region }),
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      httpAgent: agent,
      httpsAgent: agent,
      ...timeouts,
    },
    // Some compatible stores reject the checksums that the SDK adds by default.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  }
  return new S3Client(config)
}
