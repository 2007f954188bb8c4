import type { Kysely } from 'kysely'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { routesOf } from '../contract/route-registration.ts'
import { unlessDeadlocked } from '../database/deadlock.ts'
import { unlessReferenced } from '../database/unless-referenced.ts'
import { createOnce, idempotencyKey } from '../http/idempotency.ts'
import { page, pageKey } from '../http/paging.ts'
import { inputError } from '../http/problems/input-errors.ts'
import { Problem, problem } from '../http/problems/problem.ts'
import { expectUnchanged } from '../http/read-only.ts'
import { expectedVersions, unchanged } from '../http/versions.ts'
import { createChat, deleteChat, findChat, listChats, lockChat, replaceChat } from './queries.ts'

interface Dependencies {
  readonly db: Kysely<DB>
  /** Models that may be requested. */
  readonly models: readonly string[]
}

export const chatRoutes = routesOf('chat', ({ db, models }: Dependencies) => ({
  listChats: async ({ query, user }) => {
    const rows = await listChats[query.order](db, { user: user.id, ...pageKey('chat', query) })
    return { status: 200, ...page('chat', query, rows.map(chatRepresentation)) }
  },

  createChat: async ({ body, request, user }) => {
    const { title = '', system = null, model = null, settings } = body
    if (model !== null && !models.includes(model)) return unknownModel()
    const chat = { user: user.id, title, system, model, settings: JSON.stringify(settings ?? {}) }
    const key = idempotencyKey(request, body)
    const { created, headers } = await createOnce(db, user.id, key, (db) => createChat(db, chat), findChat)
    return {
      status: 201,
      headers: { Location: `/api/chat/${created.id}`, ...headers },
      body: chatRepresentation(created),
    }
  },

  getChat: async ({ params, user }) => {
    const found = await findChat(db, { id: params.id, user: user.id })
    return found ? { status: 200, body: chatRepresentation(found) } : problem('not_found')
  },

  replaceChat: async ({ params, body, headers, user }) => {
    const { title, leaf, system, model, settings, user: _, ...readOnly } = body
    const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
    // A model that is no longer offered may be sent back.
    if (model && !models.includes(model) && (await findChat(db, target))?.model !== model)
      return unknownModel()
    const given = { leaf, system, model, settings }
    const chat = {
      ...target,
      title,
      leaf: leaf ?? null,
      system: system ?? null,
      model: model ?? null,
      settings: JSON.stringify(settings ?? {}),
      keeps: (Object.keys(given) as (keyof typeof given)[]).filter((name) => given[name] === undefined),
    }
    const locked = (db: Kysely<DB>) =>
      db.transaction().execute(async (db) => {
        const stored = await lockChat(db, target)
        if (stored === undefined) return undefined
        expectUnchanged(readOnly, stored)
        const replaced = await replaceChat(db, chat)
        return replaced ?? problem('not_found', { errors: [inputError('/body/leaf', 'notFound')] })
      })
    const isFree = [leaf, ...Object.values(readOnly)].every((value) => value === undefined)
    const replaced = await (isFree ? replaceChat(db, chat) : unlessDeadlocked(() => locked(db)))
    if (replaced === undefined) return unchanged(target.versions, () => findChat(db, target))
    return replaced instanceof Problem ? replaced : { status: 200, body: chatRepresentation(replaced) }
  },

  deleteChat: async ({ params, headers, user }) => {
    const target = { id: params.id, user: user.id, versions: expectedVersions(headers) }
    const deleted = await unlessReferenced(['messages_run'], () => deleteChat(db, target))
    return deleted ? { status: 204 } : unchanged(target.versions, () => findChat(db, target))
  },
}))

function unknownModel() {
  return problem('not_found', { errors: [inputError('/body/model', 'unknownModel')] })
}

type Chat = components['schemas']['Chat']

function chatRepresentation(chat: Omit<Chat, 'settings'> & { readonly settings: unknown }): Chat {
  // Only this server writes this JSON column.
  return { ...chat, settings: chat.settings as Chat['settings'] }
}
