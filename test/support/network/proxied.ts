/** Behaviour that is required behind every proxy, even if it changes responses. */
import type { Test } from 'tap'
import type { components } from '../../../generated/api.ts'
import { serverSentEvents } from '../content/server-sent-events.ts'
import type { TestModel } from '../providers/model.ts'
import type { Account } from '../server.ts'

type FileRecord = components['schemas']['FileRecord']

/** Reads text as it arrives, decompressing it if the proxy has compressed it. */
async function reader(response: Response) {
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async until(piece: string): Promise<string> {
      while (!text.includes(piece)) {
        const next = await chunks?.read()
        if (next === undefined || next.done) throw new Error(`The stream ended without ${piece}: ${text}`)
        text += next.value
      }
      return text
    },
  }
}

/** Expects each token of a stream to arrive before the provider sends the next one. */
export async function expectTokensAtOnce(t: Test, base: string, { access }: Account, model: TestModel) {
  const headers = { authorization: `Bearer ${access}` }
  const response = await fetch(`${base}/api/llm/`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'Who built the first one?', stream: true }),
  })
  t.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  t.equal(response.headers.get('cache-control'), 'no-store, no-transform')
  const answer = await reader(response)
  const run = /"run":(\d+)/.exec(await answer.until('"started"'))?.[1]
  const call = await model.next()
  call.say('Thomas')
  await answer.until('"Thomas"')
  t.pass('the first token arrives before the second one is sent')

  const follower = await reader(await fetch(`${base}/api/run/${run}/events`, { headers }))
  await follower.until('"Thomas"')
  call.say('Newcomen')
  await Promise.all([answer.until('"Newcomen"'), follower.until('"Newcomen"')])
  t.pass('the same holds for a client that follows the run')
  call.end()
  for (const one of [answer, follower]) {
    const events = serverSentEvents(await one.until('"type":"completed"'))
    t.match(JSON.parse(events.at(-1)?.data ?? ''), { type: 'completed' })
  }
}

/**
 * Expects all references in responses to work for a client of the proxy at `base`, and not to point anywhere
 * else.
 */
export async function expectReferences(t: Test, base: string, { access }: Account) {
  const headers = { authorization: `Bearer ${access}` }
  const json = { ...headers, 'content-type': 'application/json' }
  const read = async (url: string | URL) => {
    const answer = await fetch(url, { headers })
    t.equal(answer.status, 200, String(url))
    return answer
  }
  const form = new FormData()
  form.set('file', new File(['Newcomen, 1712'], 'a.txt', { type: 'text/plain' }))
  const chat = await fetch(`${base}/api/chat/`, {
    method: 'POST',
    headers: json,
    body: '{"title":"Engines"}',
  })
  const { id } = (await chat.json()) as { id: number }
  const body = JSON.stringify({ content: 'Hello', chat: id })
  for (const created of [
    chat,
    await fetch(`${base}/api/message/`, { method: 'POST', headers: json, body }),
    await fetch(`${base}/api/file/`, { method: 'POST', headers, body: form }),
  ]) {
    t.equal(created.status, 201)
    const location = new URL(created.headers.get('location') ?? '', created.url)
    t.ok(location.href.startsWith(`${base}/api/`), location.href)
    await read(location)
  }

  for (let more = 0; more < 3; more += 1)
    await fetch(`${base}/api/chat/`, { method: 'POST', headers: json, body: '{}' })
  const ids: number[] = []
  let next: URL | undefined = new URL(`${base}/api/chat/?limit=1`)
  while (next !== undefined) {
    const page = await read(next)
    for (const { id } of (await page.json()) as { id: number }[]) ids.push(id)
    const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
    next = link === undefined ? undefined : new URL(link, page.url)
  }
  t.equal(new Set(ids).size, 4, 'each page leads to the next one')

  const [file] = (await (await read(`${base}/api/file/`)).json()) as FileRecord[]
  t.ok(file?.url.startsWith(`${base}/api/file/`), 'a link begins with the address of the proxy')
  const content = await fetch(file?.url ?? '')
  t.equal(await content.text(), 'Newcomen, 1712', 'the signed URL returns the bytes')
  const missing = (await (await fetch(`${base}/nothing`)).json()) as { type: string }
  const described = await fetch(new URL(missing.type, base))
  t.match(await described.json(), { code: 'unknown_path' }, 'the type of a problem links to its description')
}
