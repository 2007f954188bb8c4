import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  NoSuchKey,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { unlessStalled } from './stalls.ts'
import { IDLE_TIMEOUT_MS, orUnavailable, type Storage, StorageUnavailable } from './storage.ts'

/** Time, in ms, without a response after which a call is repeated once; both attempts fit into 5 s. */
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

/** S3 bucket and prefix of the keys in it. Without an endpoint it is on AWS. */
export interface S3Location {
  readonly bucket: string
  readonly prefix: string
  readonly endpoint: string | undefined
  /** If undefined, the usual AWS variables of the environment apply. */
  readonly region: string | undefined
}

/**
 * Creates a storage that keeps bytes as objects of a bucket, in S3 or a compatible store. Bytes are uploaded
 * in parts while they arrive, with one part in memory. `idleTimeout` is in ms.
 *
 * @throws Error if no region is configured
 */
export async function s3Storage(
  location: S3Location,
  options: { readonly maxObjectBytes: number; readonly idleTimeout?: number },
): Promise<Storage> {
  const { bucket: Bucket, prefix } = location
  const partSize = Math.max(MIN_PART_BYTES, Math.ceil(options.maxObjectBytes / MAX_PARTS))
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

  /** Resolves to true if an object exists, and to false if it does not or the store is unavailable. */
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

  /**
   * Aborts the uploads of an object, also those whose id no process has, and then deletes it: an upload that
   * is not aborted could still be completed.
   */
  const removeObject = async (Key: string): Promise<void> => {
    const listing = new ListMultipartUploadsCommand({ Bucket, Prefix: Key })
    const { Uploads = [] } = await reading.send(listing)
    for (const { UploadId } of Uploads) {
      await abort(Key, UploadId).catch((error) => {
        // The upload was completed or aborted meanwhile.
        if (!(error instanceof S3ServiceException && error.name === 'NoSuchUpload')) throw error
      })
    }
    await reading.send(new DeleteObjectCommand({ Bucket, Key }))
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
        // Not awaited, because the store may be unavailable.
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
      await orUnavailable(removeObject(prefix + key))
    },

    async check() {
      await orUnavailable(reading.send(new HeadBucketCommand({ Bucket })))
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
