import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { expectOwnId, routesOf } from '../contract/route-registration.ts'
import { outcomeOf } from '../database/failures.ts'
import { unlessReferenced } from '../database/unless-referenced.ts'
import { createOnce, idempotencyKey } from '../http/idempotency.ts'
import { findKey } from '../http/idempotency-queries.ts'
import { page, pageKey } from '../http/paging.ts'
import { Failure } from '../http/problems/failure.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import { replaceIfUnchanged } from '../http/read-only.ts'
import { expectedVersions, preconditionFailed, unchanged } from '../http/versions.ts'
import { createFileWithin, limitsFiles, type Quotas, roomForFile } from '../limits/quotas.ts'
import { createFile, deleteFile, linkFile, lockFile, renameFile } from './change-queries.ts'
import { findContent } from './content-queries.ts'
import { type StoredFile, serveFile } from './download.ts'
import { beginUpload } from './pending-upload.ts'
import { findFile, findOwner, listFiles } from './queries.ts'
import type { SignedUrls } from './signed-urls.ts'
import type { Discard } from './storage/discard.ts'
import { type Storage, StorageUnavailable } from './storage/storage.ts'
import { MAX_FORM_BYTES, receiveUpload } from './upload.ts'

interface Dependencies {
  /** Maximum size of an upload, in bytes. */
  readonly uploadLimit: number
  readonly db: Kysely<DB>
  readonly signedUrls: Pick<SignedUrls, 'to' | 'fileOf'>
  readonly quotas: Quotas
  readonly storage: Storage
  readonly discard: Discard
}

export const fileRoutes = routesOf(
  'file',
  ({ db, signedUrls, quotas, storage, discard, uploadLimit }: Dependencies) => {
    const record = <Row extends { id: number; user: number; url: string | null }>(
      row: Row,
      { publicUrl }: FastifyRequest,
    ) => ({
      ...row,
      ...(row.url === null
        ? signedUrls.to(row.user, row.id, publicUrl)
        : { url: row.url, url_expires_at: null }),
    })

    /**
     * Rejects uploads whose Content-Length exceeds the quota before they are read, except replays under an
     * idempotency key.
     */
    const roomLeft = async (request: FastifyRequest, user: number) => {
      if (!limitsFiles(quotas)) return undefined
      const repeated = idempotencyKey(request, null)
      if (repeated !== null && (await findKey(db, { user, key: repeated.key }))) return undefined
      const room = await roomForFile(db, quotas, user)
      if (Number(request.headers['content-length'] ?? 0) - MAX_FORM_BYTES > room.bytes) throw room.quotaError
      return room
    }

    return {
      listFiles: async ({ query, request, user }) => {
        const rows = await listFiles[query.order](db, { user: user.id, ...pageKey('file', query) })
        const records = rows.map((row) => record(row, request))
        return { status: 200, ...page('file', query, records) }
      },

      uploadFile: async ({ request, user }) => {
        const room = await roomLeft(request, user.id)
        const pending = await beginUpload(db, user.id, request.log)
        let mayBeCreated = false
        try {
          const received = await receiveUpload(request, storage, pending.key, uploadLimit, room)
          const { user: owner, ...upload } = received
          if (owner !== undefined) expectOwnId(user, owner)
          const { name, contentType, size, sha256 } = upload
          const file = { ...upload, user: user.id }
          const idempotency = idempotencyKey(request, { name, contentType, size, sha256 })
          mayBeCreated = true
          const { created, headers } = await createOnce(
            db,
            user.id,
            idempotency,
            (db) =>
              createFileWithin(db, quotas, file, async (db) => {
                const created = await createFile(db, file)
                if (created !== undefined) return created
                const isKept = await findOwner(db, { user: user.id })
                throw isKept
                  ? new StorageUnavailable(new Error('The upload was abandoned.'))
                  : problem('token_not_valid')
              }),
            findFile,
          )
          // A replayed upload has stored its bytes for a second time.
          if (headers['Idempotency-Replayed']) await discard(user.id, [pending.key], request.log)
          pending.end()
          const location = `/api/file/${created.id}`
          return { status: 201, headers: { Location: location, ...headers }, body: record(created, request) }
        } catch (error) {
          // After any other failure the file may exist, and clients may rely on it; the row decides.
          const isRejected =
            error instanceof Problem || error instanceof Failure || outcomeOf(error) === 'definite'
          if (mayBeCreated && !isRejected) pending.leave()
          else {
            await discard(user.id, [pending.key], request.log)
            pending.end()
          }
          throw error
        }
      },

      getFile: async ({ params, request, user }) => {
        const found = await findFile(db, { id: params.id, user: user.id })
        return found ? { status: 200, body: record(found, request) } : problem('not_found')
      },

      replaceFile: async ({ params, body, headers, request, user }) => {
        // Signed URLs and their expiry differ at each read, so they are not compared.
        const { name, content_type: contentType, url, url_expires_at: __, user: _, ...readOnly } = body
        const versions = expectedVersions(headers)
        const target = { id: params.id, user: user.id, versions, name, contentType }
        const ownFile = signedUrls.fileOf(url, request.publicUrl)
        const mismatch = problem('read_only_mismatch', {
          errors: [inputError('/body/url', 'foreignFileUrl')],
        })
        if (ownFile === undefined) {
          if (url.startsWith('/')) return mismatch
          const linked = await replaceIfUnchanged(
            db,
            readOnly,
            (db) => lockFile(db, target),
            (db) => linkFile(db, { ...target, url }),
          )
          if (!linked) return unchanged(versions, () => findFile(db, target))
          const { dropped_key, ...row } = linked
          await discard(user.id, [dropped_key], request.log)
          return { status: 200, body: record(row, request) }
        }
        const isOwn = ownFile === params.id
        const renamed = isOwn
          ? await replaceIfUnchanged(
              db,
              readOnly,
              (db) => lockFile(db, target),
              (db) => renameFile(db, target),
            )
          : undefined
        if (renamed) return { status: 200, body: record(renamed, request) }
        const found = await findFile(db, target)
        if (!found) return problem('not_found')
        // Renaming a file with bytes fails only because of its version.
        return isOwn && found.url === null ? preconditionFailed() : mismatch
      },

      deleteFile: async ({ params, headers, request, user }) => {
        const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
        const deleted = await unlessReferenced(['messages_file', 'message_files_file'], () =>
          deleteFile(db, target),
        )
        if (!deleted) return unchanged(target.versions, () => findFile(db, target))
        await discard(user.id, [deleted.storage_key], request.log)
        return { status: 204 }
      },

      downloadFile: async ({ params, request, signal, user }) => {
        const owner = user?.id ?? request.linkOwner
        const found = owner === null ? undefined : await findContent(db, { id: params.id, user: owner })
        // External files have no stored bytes. A constraint guarantees that rows with bytes have all their
        // columns.
        return found && found.storage_key !== null
          ? serveFile(request, storage, found as StoredFile, signal())
          : problem('not_found')
      },
    }
  },
)
