/** First conversation with Parley, the same for every generated client. */
import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Sdk } from './sdk.ts'

/** Reports the result of a step. Resolves to false if it failed. */
export type Check = (name: string, work: () => Promise<void>) => Promise<boolean>

/** Texts that must be returned as they were sent. */
const texts = [
  'hello 😀',
  'a family of one grapheme: 👩‍👩‍👧',
  'right to left: שלום עולם, مرحبا بالعالم \u200f(1)',
  'decomposed: e\u0301, and what JSON and HTML escape: "\\\n</script>&',
  '',
]
const allTexts = texts.join('\n')

/** Timeout for a conversation, in ms; the remaining steps then fail. */
const patience = 120_000

export async function converse(url: string, connect: (url: string) => Sdk, check: Check): Promise<void> {
  const sdk = connect(url)
  const credentials = { username: `sdk-${randomUUID()}`, password: 'correct horse 😀 battery' }
  const late = Promise.withResolvers<never>()
  late.promise.catch(() => {})
  setTimeout(() => late.reject(new Error(`${patience} ms of this conversation are over`)), patience).unref()
  const step: Check = (name, work) => check(name, () => Promise.race([work(), late.promise]))

  const hasAccount = await step('register', async () => {
    equal((await sdk.register(credentials)).username, credentials.username)
  })
  if (!hasAccount) return
  const isLoggedIn = await step('log in', async () => {
    const accessToken = await sdk.logIn(credentials)
    match(accessToken, /^[\w-]+\.[\w-]+\.[\w-]+$/)
    sdk.authorize(accessToken)
  })
  if (!isLoggedIn) return

  await step('write messages, and page through their list', async () => {
    const { id: chat } = await sdk.createChat('Emoji 😀')
    for (const text of texts) equal((await sdk.createMessage(chat, text)).content, text)
    deepEqual(await contents(sdk, chat), texts)
  })
  await step('upload and download', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const { id, name } = await sdk.upload(new File([bytes], 'bytes 😀.bin'))
    equal(name, 'bytes 😀.bin')
    deepEqual(await (await sdk.download(id)).bytes(), bytes)
  })
  await step('ask for JSON', async () => {
    const run = await sdk.ask(allTexts)
    equal(run.status, 'completed')
    ok(run.content.endsWith(allTexts), run.content)
  })
  await step('follow a stream of typed events', async () => {
    const { id: run } = await sdk.begin(allTexts)
    const types: string[] = []
    let content = ''
    for await (const event of sdk.follow(run)) {
      types.push(event.type)
      content += event.text ?? ''
    }
    equal(types[0], 'started')
    equal(types.at(-1), 'completed')
    ok(content.endsWith(allTexts), content)
  })
  await step('read the code of an error', async () => {
    equal(await sdk.codeOfMissingChat(9_007_199_254_740_991), 'not_found')
  })
  await step('cancel', async () => {
    const { id: run } = await sdk.begin('Go on. '.repeat(500))
    const types: string[] = []
    for await (const event of sdk.follow(run)) {
      if (event.type === 'text' && !types.includes('text')) equal((await sdk.cancel(run)).status, 'cancelled')
      types.push(event.type)
    }
    equal(types.at(-1), 'cancelled')
  })
}

/** Reads the contents of a chat's messages, two per page. */
async function contents(sdk: Sdk, chat: number): Promise<string[]> {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const { messages, next } = await sdk.listMessages(chat, 2, cursor)
    ok(messages.length <= 2)
    found.push(...messages.map(({ content }) => content))
    cursor = next
  } while (cursor !== undefined)
  return found
}
