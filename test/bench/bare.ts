/**
 * Baseline of the benchmark: the least that Fastify and pg need to read a message, list 50 and create one
 * with the same responses as Parley. It has no accounts, validation or log: a header names the user.
 * Settings: CONNECTION (for pg, as JSON), PORT and POOL_SIZE.
 */
import Fastify from 'fastify'
import pg from 'pg'
import { createMessage } from '../../src/messages/change-queries.ts'
import { findMessage, listMessagesOfChat } from '../../src/messages/queries.ts'
import { messageRepresentation } from '../../src/messages/representation.ts'

interface NewMessage {
  content: string
  chat: number
}

const { CONNECTION = '', PORT, POOL_SIZE } = process.env
const { builtins } = pg.types
pg.types.setTypeParser(builtins.INT8, Number)
pg.types.setTypeParser(
  builtins.TIMESTAMPTZ,
  (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`,
)
const pool = new pg.Pool({ ...JSON.parse(CONNECTION), max: Number(POOL_SIZE) })

// Named prepared statements, as in Parley. Values are in the order in which a statement first uses them.
const read = { name: 'read', text: findMessage.text }
const list = { name: 'list', text: listMessagesOfChat.asc.text }
const create = { name: 'create', text: createMessage.text }

const app = Fastify()

app.get<{ Params: { id: string } }>('/api/message/:id', async ({ params, headers }) => {
  const { rows } = await pool.query({ ...read, values: [headers['x-user'], params.id] })
  return messageRepresentation(rows[0])
})

app.get<{ Querystring: { chat: string } }>('/api/message/', async ({ query, headers }) => {
  const { rows } = await pool.query({ ...list, values: [headers['x-user'], query.chat, 0, 50] })
  return rows.map(messageRepresentation)
})

app.post<{ Body: NewMessage }>('/api/message/', async ({ body, headers }, reply) => {
  const values = [headers['x-user'], body.chat, true, null, [], 'user', body.content]
  const { rows } = await pool.query({ ...create, values })
  reply.code(201)
  return messageRepresentation(rows[0])
})

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
