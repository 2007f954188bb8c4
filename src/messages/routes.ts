import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { violatedConstraint } from '../database/failures.ts'
import { createOnce, idempotencyKey } from '../http/idempotency.ts'
import { page, pageKey } from '../http/paging.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { type Problem, problem } from '../http/problems/problem.ts'
import { replaceIfUnchanged } from '../http/read-only.ts'
import { expectedVersions, unchanged } from '../http/versions.ts'
import { eraseAnswers } from '../jobs/deletion-queries.ts'
import { deleteMessage } from './deletion-queries.ts'
import {
  createMessage,
  findMessage,
  listMessages,
  listMessagesOfChat,
  lockMessage,
  replaceMessage,
} from './queries.ts'

interface Dependencies {
  readonly db: Kysely<DB>
  /** Finds a chat of a user's. */
  readonly findChat: (db: Kysely<DB>, chat: { id: number; user: number }) => Promise<unknown>
  /** Returns messages with the text saved so far of those whose run is in progress. */
  readonly withAnswersInProgress: <Row extends MessageOfRun>(db: Kysely<DB>, rows: Row[]) => Promise<Row[]>
  readonly withAnswer: <Row extends MessageOfRun>(
    db: Kysely<DB>,
    row: Row | undefined,
  ) => Promise<Row | undefined>
}

/** Part of a message that tells whether its run is in progress. */
interface MessageOfRun {
  readonly content: string
  readonly status: 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly run: number | null
  readonly user: number
}

export const messageRoutes = routesOf('message', ({ db, findChat, ...answers }: Dependencies) => ({
  listMessages: async ({ query, user }) => {
    const key = { user: user.id, ...pageKey('message', query) }
    if (query.chat === undefined) {
      const rows = await answers.withAnswersInProgress(db, await listMessages[query.order](db, key))
      return { status: 200, ...page('message', query, rows) }
    }
    const found = await listMessagesOfChat[query.order](db, { chat: query.chat, ...key })
    const rows = await answers.withAnswersInProgress(db, found)
    // An empty page does not tell whether the chat exists.
    if (rows.length === 0 && !(await findChat(db, { id: query.chat, user: user.id })))
      return problem('not_found', { errors: [inputError('/query/chat', 'notFound')] })
    return { status: 200, ...page('message', query, rows) }
  },

  createMessage: async ({ body, request, user }) => {
    const { content, chat, file = null, role = 'user' } = body
    const message = { user: user.id, chat, file, role, content }
    const key = idempotencyKey(request, body)
    try {
      const { created, headers } = await createOnce(
        db,
        user.id,
        key,
        (db) => createMessage(db, message),
        findMessage,
      )
      return { status: 201, headers: { Location: `/api/message/${created.id}`, ...headers }, body: created }
    } catch (error) {
      return referenceNotFound(error)
    }
  },

  getMessage: async ({ params, user }) => {
    const found = await answers.withAnswer(db, await findMessage(db, { id: params.id, user: user.id }))
    return found ? { status: 200, body: found } : problem('not_found')
  },

  replaceMessage: async ({ params, body, headers, user }) => {
    const { content, chat, file, role, user: _, ...readOnly } = body
    const target = { id: params.id, user: user.id, chat, versions: expectedVersions(headers) }
    try {
      const replaced = await replaceIfUnchanged(
        db,
        readOnly,
        async (db) => answers.withAnswer(db, await lockMessage(db, target)),
        (db, stored) => {
          // More of the answer may have arrived since the client read it.
          const isInProgress = readOnly.status === 'running' && stored?.content.startsWith(content)
          return replaceMessage(db, {
            ...target,
            keepsFile: file === undefined,
            file: file ?? null,
            role: role ?? null,
            content: isInProgress ? null : content,
          })
        },
      )
      const found = await answers.withAnswer(db, replaced)
      return found ? { status: 200, body: found } : unchanged(target.versions, () => findMessage(db, target))
    } catch (error) {
      return referenceNotFound(error)
    }
  },

  deleteMessage: async ({ params, headers, user }) => {
    const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
    const deleted = await unlessDeadlocked(() =>
      db.transaction().execute(async (transaction) => {
        const deleted = await deleteMessage(transaction, target)
        if (deleted?.run) await eraseAnswers(transaction, { user: user.id, runs: [deleted.run] })
        return deleted
      }),
    )
    return deleted ? { status: 204 } : unchanged(target.versions, () => findMessage(db, target))
  },
}))

/** Returns the problem for a chat or file that the caller does not have; rethrows other errors. */
function referenceNotFound(error: unknown): Problem<404> {
  const constraint = violatedConstraint(error)
  if (constraint !== 'messages_chat' && constraint !== 'messages_file') throw error
  const pointer = constraint === 'messages_chat' ? '/body/chat' : '/body/file'
  return problem('not_found', { errors: [inputError(pointer, 'notFound')] })
}
