import createClient from 'openapi-fetch'
import t from 'tap'
import type { paths } from '../generated/api.ts'
import { testServer } from './support/server.ts'

/** Returns the data of a call, or throws an error with the problem. */
function data<T>(result: { data?: T; error?: unknown }): NonNullable<T> {
  if (result.data === undefined || result.data === null) throw new Error(JSON.stringify(result.error))
  return result.data
}

t.test('a typed client completes the first conversation', async (t) => {
  const server = await testServer(t)
  const parley = createClient<paths, 'application/json' | 'application/problem+json'>({
    baseUrl: server.url,
    fetch: server.client.fetch,
  })

  const credentials = { username: 'ada', password: 'correct horse battery' }
  const user = data(await parley.POST('/api/register/', { body: credentials }))
  const tokens = data(await parley.POST('/api/token/', { body: credentials }))
  parley.use({
    onRequest: ({ request }) => request.headers.set('Authorization', `Bearer ${tokens.access}`),
  })
  t.same(data(await parley.GET('/api/user/me')), user)

  const chat = data(await parley.POST('/api/chat/', { body: { title: 'Steam engines', user: user.id } }))
  const file = data(
    await parley.POST('/api/file/', {
      body: { file: new Blob(['The first one that worked was built by Newcomen.'], { type: 'text/plain' }) },
      bodySerializer: ({ file }) => {
        const form = new FormData()
        form.append('file', file, 'newcomen.txt')
        return form
      },
    }),
  )
  t.match(file, { name: 'newcomen.txt', content_type: 'text/plain', size: 48 })

  const message = data(
    await parley.POST('/api/message/', {
      body: { content: 'Who built the first one?', chat: chat.id, user: user.id, file: file.id },
    }),
  )
  const answer = data(
    await parley.POST('/api/llm/', { body: { prompt: message.content, file_url: file.url } }),
  )
  t.match(answer.content, message.content)
  t.equal(answer.status, 'completed')

  const reply = { content: answer.content, chat: chat.id, role: 'assistant' } as const
  data(await parley.POST('/api/message/', { body: reply }))
  const messages = data(await parley.GET('/api/message/', { params: { query: { chat: chat.id } } }))
  t.match(messages, [
    { role: 'user', file: file.id },
    { role: 'assistant', file: null },
  ])

  const bytes = await parley.GET('/api/file/{id}/content', {
    params: { path: { id: file.id } },
    parseAs: 'text',
  })
  t.match(bytes.data, 'Newcomen')

  const { error, response } = await parley.GET('/api/chat/{id}', { params: { path: { id: chat.id + 1 } } })
  t.equal(response.status, 404)
  t.equal(error?.code, 'not_found')

  const next = data(await parley.POST('/api/token/refresh/', { body: { refresh: tokens.refresh } }))
  data(await parley.POST('/api/token/blacklist/', { body: { refresh: next.refresh } }))
  t.equal((await parley.GET('/api/user/me')).error?.code, 'token_not_valid')
})
