import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { violatedConstraint } from '../database/failures.ts'
import { unlessReferenced } from '../database/unless-referenced.ts'
import { createOnce, idempotencyKey } from '../http/idempotency.ts'
import { page, pageKey } from '../http/paging.ts'
import { type Finding, inputError, invalid } from '../http/problems/input-errors.ts'
import { type Problem, problem } from '../http/problems/problem.ts'
import { expectUnchanged } from '../http/read-only.ts'
import { expectedVersions, unchanged } from '../http/versions.ts'
import { createMessage, lockMessage, replaceMessage } from './change-queries.ts'
import type { MessageRow } from './columns.ts'
import { deleteBranch, deleteMessage, lockChatOfMessage } from './deletion-queries.ts'
import { filesOf, replacedFiles } from './files-of.ts'
import {
  findMessage,
  listChildren,
  listMessages,
  listMessagesOfChat,
  listPath,
  listRoots,
  ownFiles,
} from './queries.ts'
import { messageRepresentation } from './representation.ts'

interface Dependencies {
  readonly db: Kysely<DB>
  /** Finds a chat of a user's. */
  readonly findChat: (db: Kysely<DB>, chat: { id: number; user: number }) => Promise<unknown>
  /** Erases the texts of runs whose answers have just been deleted. */
  readonly eraseAnswers: (
    db: Kysely<DB>,
    answers: { user: number; runs: readonly number[] },
  ) => Promise<unknown>
  /** Fills in the saved part of the answers whose run is in progress. */
  readonly withAnswersInProgress: <Row extends MessageOfRun>(db: Kysely<DB>, rows: Row[]) => Promise<Row[]>
  readonly withAnswer: <Row extends MessageOfRun>(
    db: Kysely<DB>,
    row: Row | undefined,
  ) => Promise<Row | undefined>
}

/** Fields of a message that show if its run is in progress. */
type MessageOfRun = Pick<MessageRow, 'content' | 'status' | 'run' | 'user'>

/**
 * Longest body of a replaced message, in bytes: it is sent back with its text twice, as `content` and in
 * `parts`.
 */
export const MAX_REPLACEMENT_BYTES = 8 * 1024 * 1024

export const messageRoutes = routesOf(
  'message',
  ({ db, findChat, eraseAnswers, ...answers }: Dependencies) => {
    const find = async (user: number, id: number) => {
      const found = await answers.withAnswer(db, await findMessage(db, { id, user }))
      return found && messageRepresentation(found)
    }

    /** Changes the tree, again if a concurrent change made the first attempt fail. */
    const changing = <T>(work: (transaction: Kysely<DB>) => Promise<T>): Promise<T> =>
      unlessReferenced(['messages_parent'], () => unlessDeadlocked(() => db.transaction().execute(work)))

    return {
      listMessages: async ({ query, user }) => {
        const { chat, leaf, parent, order } = query
        const notFound = (name: string, finding: Finding = 'notFound') =>
          problem('not_found', { errors: [inputError(`/query/${name}`, finding)] })
        if (leaf !== undefined && parent !== undefined) return notFound('parent', 'parentWithLeaf')
        if (parent === 0 && chat === undefined) return notFound('chat', 'rootsOfAllChats')
        const list = leaf === undefined ? 'message' : (`message.${leaf}` as const)
        const key = { user: user.id, ...pageKey(list, query) }
        const read = () => {
          if (leaf !== undefined) return listPath[order](db, { chat: chat ?? null, leaf, ...key })
          if (parent) return listChildren[order](db, { chat: chat ?? null, parent, ...key })
          if (chat === undefined) return listMessages[order](db, key)
          return (parent === 0 ? listRoots : listMessagesOfChat)[order](db, { chat, ...key })
        }
        const rows = await answers.withAnswersInProgress(db, await read())
        if (rows.length === 0) {
          // An empty page does not show whether the chat and the messages of the query exist.
          if (chat !== undefined && !(await findChat(db, { id: chat, user: user.id })))
            return notFound('chat')
          const named = leaf ?? parent
          const above = named && (await findMessage(db, { user: user.id, id: named }))
          if (named && (!above || above.chat !== (chat ?? above.chat)))
            return notFound(leaf === undefined ? 'parent' : 'leaf')
        }
        return { status: 200, ...page(list, query, rows.map(messageRepresentation)) }
      },

      createMessage: async ({ body, request, user }) => {
        const { content, chat, parent, role = 'user' } = body
        const files = filesOf(body)
        if (body.file && body.files?.length) return invalid([inputError('/body/files', 'filesWithFile')])
        const message = {
          user: user.id,
          chat,
          atLeaf: parent === undefined,
          parent: parent ?? null,
          files,
          role,
          content,
        }
        const key = idempotencyKey(request, body)
        const create = async (db: Kysely<DB>) => {
          const { is_stale: isStale, ...created } = await createMessage(db, message)
          return (isStale && (await findMessage(db, { user: user.id, id: created.id }))) || created
        }
        try {
          const { created, headers } = await createOnce(db, user.id, key, create, findMessage)
          return {
            status: 201,
            headers: { Location: `/api/message/${created.id}`, ...headers },
            body: messageRepresentation(created),
          }
        } catch (error) {
          return referenceNotFound(error, user.id, body)
        }
      },

      getMessage: async ({ params, user }) => {
        const found = await find(user.id, params.id)
        return found ? { status: 200, body: found } : problem('not_found')
      },

      replaceMessage: async ({ params, body, headers, user }) => {
        const { content, chat, file, files, role, user: _, ...others } = body
        // These fields may change without a change by a client.
        const { sibling_index: _index, sibling_count: _count, parts: _parts, ...readOnly } = others
        const target = { id: params.id, user: user.id, chat, versions: expectedVersions(headers) }
        try {
          const replaced = await changing(async (db) => {
            const stored = await answers.withAnswer(db, await lockMessage(db, target))
            if (stored === undefined) return undefined
            expectUnchanged(readOnly, stored)
            // More of the answer may have arrived since the client read it.
            const isInProgress = readOnly.status === 'running' && stored.content.startsWith(content)
            await replaceMessage(db, {
              ...target,
              files: replacedFiles(body, stored.files as number[]),
              role: role ?? null,
              content: isInProgress ? null : content,
            })
            return answers.withAnswer(db, await findMessage(db, target))
          })
          if (replaced) return { status: 200, body: messageRepresentation(replaced) }
          return unchanged(target.versions, () => findMessage(db, target))
        } catch (error) {
          return referenceNotFound(error, user.id, body)
        }
      },

      deleteMessage: async ({ params, query, headers, user }) => {
        const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
        const deleted = await changing(async (transaction) => {
          await lockChatOfMessage(transaction, target)
          if (!query.branch) {
            const deleted = await deleteMessage(transaction, target)
            if (deleted?.run) await eraseAnswers(transaction, { user: user.id, runs: [deleted.run] })
            return deleted && { active: null }
          }
          const deleted = await deleteBranch(transaction, target)
          if (deleted && deleted.runs.length > 0)
            await eraseAnswers(transaction, { user: user.id, runs: deleted.runs })
          return deleted
        })
        if (deleted === undefined) return unchanged(target.versions, () => findMessage(db, target))
        if (deleted.active === null) return { status: 204 }
        const detail = 'The model is writing a message of the branch; wait for the run to end, or cancel it.'
        return problem('run_active', { run: deleted.active, detail })
      },
    }

    /**
     * Returns the problem for an object that the body refers to and the caller does not have; rethrows other
     * errors.
     */
    async function referenceNotFound(
      error: unknown,
      user: number,
      body: { readonly file?: number | null; readonly files?: readonly number[] },
    ): Promise<Problem<404>> {
      const notFound = (...pointers: string[]) =>
        problem('not_found', { errors: pointers.map((pointer) => inputError(pointer, 'notFound')) })
      switch (violatedConstraint(error)) {
        case 'messages_chat':
          return notFound('/body/chat')
        case 'messages_parent':
        case 'messages_order':
          return notFound('/body/parent')
        case 'messages_file':
        case 'message_files_file': {
          const files = body.files ?? []
          const own = new Set((await ownFiles(db, { user, files })).map(({ id }) => id))
          const missing = files.flatMap((file, index) => (own.has(file) ? [] : [`/body/files/${index}`]))
          return missing.length > 0
            ? notFound(...missing)
            : notFound(files.length > 0 ? '/body/files' : '/body/file')
        }
        default:
          throw error
      }
    }
  },
  { replaceMessage: MAX_REPLACEMENT_BYTES },
)
