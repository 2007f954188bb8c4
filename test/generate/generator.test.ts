/** Generates a client with a tool that reads OpenAPI 3.0 only, compiles it and uses it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from 'openapi-typescript-codegen'
import t, { type Test } from 'tap'
import ts from 'typescript'
import { testServer } from '../support/server.ts'

const contract = fileURLToPath(new URL('../../generated/openapi-3.0.json', import.meta.url))

/** The first conversation, with nullable and open types for the compiler to check. */
const conversation = `
import { ApiError, ChatService, LlmService, OpenAPI, RunService, TokenService, UserService, type Run, type RunEvent } from './client'

export async function converse(url: string, credentials: { username: string; password: string }) {
  OpenAPI.BASE = url
  const user = await UserService.registerUser({ requestBody: credentials })
  const { access } = await TokenService.logIn({ requestBody: credentials })
  OpenAPI.TOKEN = access
  const title = 'Steam 🚂 👩‍🔧 قطار'
  const chat = await ChatService.createChat({ requestBody: { title, user: user.id } })
  const run = await LlmService.createRun({ requestBody: { prompt: 'Hello 😀', chat: chat.id, file: null } })
  const chats = await ChatService.listChats({ limit: 1 })
  const code = await RunService.getRun({ id: run.id + 1000 }).catch((error: ApiError) => error.body.code as string)
  return { title, chat, chats, run, code }
}

export function typed(run: Run, event: RunEvent) {
  const reason: string | null = run.finish_reason
  const chat: number | null = run.chat
  const tokens: number | undefined = run.usage?.total_tokens
  // @ts-expect-error: usage may be null
  run.usage.total_tokens
  // @ts-expect-error: a status is closed
  run.status === 'later'
  const isFailure = run.error === 'provider_failed' || run.error === 'later'
  return { reason, chat, tokens, isFailure, type: event.type, text: 'text' in event ? event.text : '' }
}
`

interface Conversation {
  converse(
    url: string,
    credentials: { username: string; password: string },
  ): Promise<{
    title: string
    chat: { id: number; title: string }
    chats: unknown[]
    run: object
    code: string
  }>
}

/** Compiles the client. Returns the errors. */
function compile(directory: string): string[] {
  const program = ts.createProgram([join(directory, 'conversation.ts')], {
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: [],
    outDir: join(directory, 'compiled'),
  })
  const { diagnostics } = program.emit()
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
    ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  )
}

async function client(t: Test): Promise<Conversation> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-openapi-3.0-'))
  t.teardown(() => rm(directory, { recursive: true }))
  await generate({
    input: contract,
    output: join(directory, 'client'),
    useOptions: true,
    useUnionTypes: true,
  })
  await writeFile(join(directory, 'conversation.ts'), conversation)
  t.same(compile(directory), [])
  return createRequire(import.meta.url)(join(directory, 'compiled', 'conversation.js'))
}

t.test('openapi-typescript-codegen generates a client that compiles and works', async (t) => {
  const { converse } = await client(t)
  const { url } = await testServer(t)
  const { title, chat, chats, run, code } = await converse(url, {
    username: 'ada',
    password: 'correct horse',
  })
  t.equal(chat.title, title)
  t.match(chats, [{ id: chat.id, title }])
  t.match(run, { chat: chat.id, prompt: 'Hello 😀' })
  t.equal(code, 'not_found')
})
