import { createHash, randomUUID } from 'node:crypto'
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

/** How long the store may say nothing, in ms, before a call is tried a second and last time: both fit into 5 s. */
const PATIENCE_MS = 2_000
const CONNECTION_TIMEOUT_MS = 1_000
/**
 * How long it may be silent while it puts the parts of a large file together, which can take minutes, in ms.
 */
const COMPLETE_PATIENCE_MS = 120_000
/** S3 takes no smaller parts, but for the last, and no more of them. */
const MIN_PART = 5 * 1024 * 1024
const MAX_PARTS = 10_000

/**
 * Keeps bytes as objects of a bucket, in S3 or what speaks its protocol. Credentials are those that the AWS SDK finds:
 * the usual variables, profiles and roles.
 *
 * Bytes are uploaded in parts while they arrive, one part of them in memory; a crash leaves at the most an upload
 * without an end, which nothing refers to.
 *
 * @param options.largest how many bytes any file may have
 * @param options.idleTimeout ms for which the store may give nothing in the middle of an object
 * @throws where no region is known
 */
export async function s3Storage(
  location: S3Location,
  options: { readonly largest: number; readonly idleTimeout?: number },
): Promise<Storage> {
  const { bucket: Bucket, prefix } = location
  const partSize = Math.max(MIN_PART, Math.ceil(options.largest / MAX_PARTS))
  // Whoever downloads may pause, so only the beginning of an answer is waited for; whoever uploads may be slow, so
  // every byte that goes through counts as a sign of life.
  const reading = connect(location, { requestTimeout: PATIENCE_MS, throwOnRequestTimeout: true })
  const writing = connect(location, { socketTimeout: PATIENCE_MS })
  const completing = connect(location, { socketTimeout: COMPLETE_PATIENCE_MS })
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

  /** Whether an object is there. A store that cannot say counts as one that has not got it. */
  const exists = (Key: string | undefined) =>
    reading.send(new HeadObjectCommand({ Bucket, Key })).then(
      () => true,
      () => false,
    )

  // The last step of an upload has a deadline of its own. Where its reply is lost, the upload may have been
  // completed all the same, and a second attempt is then told that there is none; whether the object is there
  // decides.
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

  /** When the newest part of an upload came, or the upload began. */
  const lastTouched = async ({ Key, UploadId, Initiated }: MultipartUpload): Promise<Date> => {
    let newest = Initiated ?? new Date()
    let from: { PartNumberMarker?: string | undefined } | undefined = {}
    // The SDK's own way through the pages has no end with some stores.
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
        // It has come to its end meanwhile.
        if (!(error instanceof S3ServiceException && error.name === 'NoSuchUpload')) throw error
      }
    }
    return removed
  }

  return {
    async write(source) {
      const key = randomUUID()
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
          // What is thrown into here from the other side, when the store has failed, is no failure of the source.
          if (!isTaken) failure = { error }
          throw error
        }
      }
      const upload = new Upload({
        client: writing,
        params: { ...object(key), Body: Readable.from(body(), { objectMode: false }) },
        partSize,
        // With several at once, the source would be read to its end after one of them has failed.
        queueSize: 1,
        leavePartsOnError: true,
      })
      try {
        await upload.done()
      } catch (error) {
        // What cannot be aborted now is removed later. A store that is away is not waited for once more.
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
  // By themselves no more than 50 could download at once.
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
    // Checksums that the SDK adds by itself are refused by some of the other stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  }
  return new S3Client(config)
}
