import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { unlessReferenced } from '../database/unless-referenced.ts'
import { createOnce, idempotencyKey } from '../http/idempotency.ts'
import { page, pageKey } from '../http/paging.ts'
import { problem } from '../http/problems/problem.ts'
import { replaceIfUnchanged } from '../http/read-only.ts'
import { expectedVersions, unchanged } from '../http/versions.ts'
import { createChat, deleteChat, findChat, listChats, lockChat, replaceChat } from './queries.ts'

export const chatRoutes = routesOf('chat', ({ db }: { readonly db: Kysely<DB> }) => ({
  listChats: async ({ query, user }) => {
    const rows = await listChats[query.order](db, { user: user.id, ...pageKey('chat', query) })
    return { status: 200, ...page('chat', query, rows) }
  },

  createChat: async ({ body, request, user }) => {
    const chat = { user: user.id, title: body.title ?? '' }
    const key = idempotencyKey(request, body)
    const { created, headers } = await createOnce(db, user.id, key, (db) => createChat(db, chat), findChat)
    return { status: 201, headers: { Location: `/api/chat/${created.id}`, ...headers }, body: created }
  },

  getChat: async ({ params, user }) => {
    const found = await findChat(db, { id: params.id, user: user.id })
    return found ? { status: 200, body: found } : problem('not_found')
  },

  replaceChat: async ({ params, body, headers, user }) => {
    const { title, user: _, ...readOnly } = body
    const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
    const replaced = await replaceIfUnchanged(
      db,
      readOnly,
      (db) => lockChat(db, target),
      (db) => replaceChat(db, { ...target, title }),
    )
    return replaced ? { status: 200, body: replaced } : unchanged(target.versions, () => findChat(db, target))
  },

  deleteChat: async ({ params, headers, user }) => {
    const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
    const deleted = await unlessReferenced(['messages_run'], () => deleteChat(db, target))
    return deleted ? { status: 204 } : unchanged(target.versions, () => findChat(db, target))
  },
}))
