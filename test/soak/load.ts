/** Mixed load: the requests of users, and a log of the acknowledged writes of each user. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { components } from '../../generated/api.ts'
import { type Answer, client, type Options } from '../support/client.ts'
import { stream } from '../support/events.ts'
import { form } from '../support/form.ts'
import { type Ledger, sha256 } from '../support/load/ledger.ts'
import { misbehaviours, prompt } from '../support/providers/faulty-model.ts'
import type { Account } from '../support/server.ts'
import type { Figures } from './figures.ts'
import type { Random } from './random.ts'

type Message = components['schemas']['Message']
type Run = components['schemas']['Run']
type Created = { readonly id: number }

export interface User {
  readonly account: Account
  readonly chat: number
  /** Chat for branches: its messages get further answers, are edited, and are deleted as branches. */
  readonly tree: number
  readonly ledger: Ledger
  /** Text of runs that has arrived so far on any connection, by run. */
  readonly seen: Map<number, string>
  /**
   * Values sent under an idempotency key: contents of messages, prompts, and the SHA-256 of files. Each may
   * be stored at most once.
   */
  readonly sent: Set<string>
}

/** Access of a user to the servers. */
export interface Load {
  readonly urls: readonly string[]
  readonly random: Random
  readonly figures: Figures
  /** Called for errors that no fault excuses: responses that violate the contract. */
  readonly onDefect: (error: Error) => void
}

/** Sends one request after another until `isOver`, each to a random replica. */
export async function use(user: User, load: Load, isOver: () => boolean): Promise<void> {
  const { random, figures } = load
  const files: Created[] = []
  while (!isOver()) {
    const url = random.pick(load.urls)
    const [operation, act] = pickAction(random)
    const began = performance.now()
    let outcome: string
    try {
      outcome = await act(user, url, random, files, load)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (error.name === 'AssertionError') load.onDefect(error)
      outcome = brokenBy(error)
      await sleep(100)
    }
    figures.request(operation, outcome, performance.now() - began)
  }
}

type Action = (user: User, url: string, random: Random, files: Created[], load: Load) => Promise<string>

/**
 * Creates an object under an idempotency key, as a careful client does. Without a response, and after 409 and
 * 503, it retries at a random replica. Sometimes it repeats a successful request.
 */
async function createOnce({ account }: User, load: Load, path: string, options: Options): Promise<Answer> {
  const { random, urls, onDefect } = load
  const key = randomUUID()
  const headers = { ...options.headers, 'idempotency-key': key }
  const send = () => client(random.pick(urls), account.access).post(path, { ...options, headers })
  const isDone = ({ status }: Answer) => status !== 409 && status !== 503
  let answer: Answer | undefined
  for (let tries = 1; answer === undefined || !isDone(answer); tries += 1) {
    try {
      answer = await send()
    } catch (error) {
      if (tries === 4 || !(error instanceof Error) || error.name === 'AssertionError') throw error
    }
    if (tries === 4) break
    if (answer === undefined || !isDone(answer)) await sleep(500)
  }
  if (answer === undefined) throw new Error('There was no response')
  if (answer.status < 300 && random.next() < 0.2) {
    const again = await send()
    const [one, other] = [answer, again].map((each) => each.json<Created>().id)
    if (again.status < 300 && one !== other)
      onDefect(new Error(`${path} created ${one} and ${other} under one key`))
  }
  return answer
}

const actions: [weight: number, operation: string, action: Action][] = [
  [30, 'createMessage', createMessage],
  [
    15,
    'listMessages',
    async ({ account, chat }, url) =>
      outcomeOf(await client(url, account.access).get(`/api/message/?chat=${chat}&order=desc&limit=20`)),
  ],
  [
    5,
    'getUsage',
    async ({ account }, url) => outcomeOf(await client(url, account.access).get('/api/usage/')),
  ],
  [10, 'uploadFile', uploadFile],
  [8, 'downloadFile', downloadFile],
  [10, 'askModel', askModel],
  [10, 'askModel, streamed', askModelStreamed],
  [6, 'askModel, left', leaveStream],
  [3, 'askModel, of a bad provider', askBadModel],
  [10, 'askModel, below a message', askBelow],
  [5, 'askModel, again', askAgain],
  [4, 'replaceMessage', editMessage],
  [2, 'deleteMessage, with its branch', deleteBranch],
  [4, 'replaceChat, another leaf', chooseLeaf],
  [3, 'logIn', logIn],
]
const weights = actions.reduce((sum, [weight]) => sum + weight, 0)

function pickAction(random: Random): [string, Action] {
  let left = random.next() * weights
  for (const [weight, operation, action] of actions) {
    left -= weight
    if (left < 0) return [operation, action]
  }
  throw new Error('The weights do not add up')
}

async function createMessage(user: User, _url: string, _random: Random, _files: Created[], load: Load) {
  const { chat, ledger, sent } = user
  const content = randomBytes(30).toString('base64')
  sent.add(content)
  const answer = await createOnce(user, load, '/api/message/', { json: { content, chat } })
  if (answer.status === 201) ledger.note(`/api/message/${answer.json<Created>().id}`, { content, chat })
  return outcomeOf(answer)
}

async function uploadFile(user: User, _url: string, random: Random, files: Created[], load: Load) {
  const { ledger, sent } = user
  const content = randomBytes(random.whole(100, 200_000))
  sent.add(sha256(content))
  const upload = form({ name: 'file', filename: 'soak.bin', content })
  const answer = await createOnce(user, load, '/api/file/', upload)
  if (answer.status === 201) {
    const { id } = answer.json<Created>()
    files.push({ id })
    ledger.note(`/api/file/${id}/content`, sha256(content))
  }
  return outcomeOf(answer)
}

async function downloadFile({ account }: User, url: string, random: Random, files: Created[]) {
  if (files.length === 0) return '204'
  return outcomeOf(await client(url, account.access).get(`/api/file/${random.pick(files).id}/content`))
}

async function askModel(user: User, _url: string, random: Random, _files: Created[], load: Load) {
  const { ledger, sent } = user
  const content = unlike(words(random, 5))
  sent.add(prompt('say', content))
  const answer = await createOnce(user, load, '/api/llm/', { json: { prompt: prompt('say', content) } })
  if (answer.status === 200)
    ledger.note(`/api/run/${answer.json<Run>().id}`, { status: 'completed', content })
  return outcomeOf(answer)
}

async function askModelStreamed({ account, ledger, seen, sent }: User, url: string, random: Random) {
  const body = { prompt: prompt('slowly', unlike(words(random, 20))) }
  sent.add(body.prompt)
  const { run, all } = await stream({ url, access: account.access }, body, randomUUID())
  seen.set(run, '')
  const events = await all()
  const text = events.flatMap((event) => (event.type === 'text' ? event.text : [])).join('')
  seen.set(run, text)
  if (events.at(-1)?.type === 'completed')
    ledger.note(`/api/run/${run}`, { status: 'completed', content: text })
  return events.at(-1)?.type === 'completed' ? '200' : `200, then ${events.at(-1)?.type}`
}

async function leaveStream({ account, seen, sent }: User, url: string, random: Random) {
  const body = { prompt: prompt('slowly', unlike(words(random, 20))) }
  sent.add(body.prompt)
  const reader = await stream({ url, access: account.access }, body, randomUUID())
  seen.set(reader.run, '')
  await sleep(random.whole(0, 300))
  reader.break()
  return '200'
}

async function askBadModel({ account, sent }: User, url: string, random: Random) {
  const body = { prompt: prompt(random.pick(misbehaviours), unlike('')), stream: false }
  sent.add(body.prompt)
  return `bad provider: ${outcomeOf(await client(url, account.access).post('/api/llm/', { json: body }))}`
}

async function messageOfTree({ account, tree }: User, url: string, random: Random, role?: string) {
  const path = `/api/message/?chat=${tree}&order=desc&limit=20`
  const found = (await client(url, account.access).get(path)).json<Message[]>()
  const fitting = found.filter((message) => role === undefined || message.role === role)
  return fitting.length > 0 ? random.pick(fitting).id : null
}

async function askBelow(user: User, url: string, random: Random, _files: Created[], load: Load) {
  const json = {
    chat: user.tree,
    parent: await messageOfTree(user, url, random),
    prompt: prompt(random.pick(['say', 'slowly']), unlike(words(random, 5))),
  }
  user.sent.add(json.prompt)
  return outcomeOf(await createOnce(user, load, '/api/llm/', { json }))
}

async function askAgain(user: User, url: string, random: Random, _files: Created[], load: Load) {
  const parent = await messageOfTree(user, url, random, 'user')
  if (parent === null) return '204'
  return outcomeOf(await createOnce(user, load, '/api/llm/', { json: { chat: user.tree, parent } }))
}

async function editMessage(user: User, url: string, random: Random) {
  const content = prompt('say', unlike(''))
  user.sent.add(content)
  const path = `/api/message/${(await messageOfTree(user, url, random)) ?? 0}`
  return outcomeOf(await client(url, user.account.access).put(path, { json: { content, chat: user.tree } }))
}

async function deleteBranch(user: User, url: string, random: Random) {
  const path = `/api/message/${(await messageOfTree(user, url, random)) ?? 0}?branch=true`
  return outcomeOf(await client(url, user.account.access).delete(path))
}

async function chooseLeaf(user: User, url: string, random: Random) {
  const json = { title: 'Soak', leaf: await messageOfTree(user, url, random) }
  return outcomeOf(await client(url, user.account.access).put(`/api/chat/${user.tree}`, { json }))
}

async function logIn({ account: { username, password } }: User, url: string) {
  return outcomeOf(await client(url).post('/api/token/', { json: { username, password } }))
}

function words(random: Random, most: number): string {
  return Array.from({ length: random.whole(1, most) }, () => `${random.whole(0, 999_999)} `).join('')
}

/** Returns a unique text, so that duplicates can be recognised. */
function unlike(text: string): string {
  return `${text}${randomUUID()}`
}

function outcomeOf(answer: Answer): string {
  if (answer.status < 400) return String(answer.status)
  return `${answer.status} ${answer.json<{ code: string }>().code}`
}

/** Returns a short name for a failure. */
function brokenBy(error: Error): string {
  const problem = /^(\d{3}): .*"code":"(\w+)"/.exec(error.message)
  if (problem) return `${problem[1]} ${problem[2]}`
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : cause.name
  return `no answer: ${code}`
}
