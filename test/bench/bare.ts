/**
 * The yardstick of the benchmark: the least that Fastify and pg need to answer as Parley does when it reads a
 * message, lists 50 or creates one. No accounts, no checks, no log. It takes its settings from CONNECTION
 * (for pg, as JSON), PORT, POOL_SIZE and USER_ID.
 */
import Fastify from 'fastify'
import pg from 'pg'

interface NewMessage {
  content: string
  chat: number
}

const { CONNECTION = '', PORT, POOL_SIZE, USER_ID } = process.env
const { builtins } = pg.types
pg.types.setTypeParser(builtins.INT8, Number)
pg.types.setTypeParser(
  builtins.TIMESTAMPTZ,
  (text) => `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`,
)
const pool = new pg.Pool({ ...JSON.parse(CONNECTION), max: Number(POOL_SIZE) })
const user = Number(USER_ID)

// The statements are those of src/messages/queries.ts, and prepared under a name like those.
const columns = `"messages"."id", "messages"."content", "messages"."role", "messages"."status", "messages"."chat_id" as "chat",
  "messages"."user_id" as "user", "messages"."file_id" as "file", "messages"."run_id" as "run", "messages"."created_at",
  "messages"."updated_at"`

const read = {
  name: 'read',
  text: `select ${columns} from "messages" where "id" = $1 and "user_id" = $2`,
}
const list = {
  name: 'list',
  text: `select ${columns} from "messages"
    where "chat_id" = (select "chats"."id" from "chats" where "chats"."id" = $1 and "chats"."user_id" = $2) and "id" > $3
    order by "id" asc limit $4`,
}
const create = {
  name: 'create',
  text: `with "message" as (
      insert into "messages" ("user_id", "chat_id", "file_id", "role", "content") values ($1, $2, $3, $4, $5)
      returning ${columns}
    ), "touched" as (
      update "chats" set "updated_at" = now(), "message_count" = "message_count" + 1 from "message"
      where "chats"."user_id" = $1 and "chats"."id" = "message"."chat"
    )
    select "id", "content", "role", "status", "chat", "user", "file", "run", "created_at", "updated_at" from "message"`,
}

const app = Fastify()

app.get<{ Params: { id: string } }>('/api/message/:id', async ({ params }) => {
  const { rows } = await pool.query({ ...read, values: [params.id, user] })
  return rows[0]
})

app.get<{ Querystring: { chat: string } }>('/api/message/', async ({ query }) => {
  const { rows } = await pool.query({ ...list, values: [query.chat, user, 0, 50] })
  return rows
})

app.post<{ Body: NewMessage }>('/api/message/', async ({ body }, reply) => {
  const { rows } = await pool.query({ ...create, values: [user, body.chat, null, 'user', body.content] })
  reply.code(201)
  return rows[0]
})

await app.listen({ host: '127.0.0.1', port: Number(PORT) })
