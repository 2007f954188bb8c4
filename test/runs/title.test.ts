/** Chats without a title are named by the model, after their first answer, without being in anybody's way. */
import t, { type Test } from 'tap'
import type { components } from '../../generated/api.ts'
import { titleIn } from '../../src/runs/title.ts'
import type { Client } from '../support/client.ts'
import { until } from '../support/files.ts'
import { type Call, playedProvider } from '../support/providers/played.ts'
import { signUp, testServer } from '../support/server.ts'

type Schemas = components['schemas']

const naming = (title: string) => (call: Call) => call.say({ texts: call.isTitle ? [title] : ['An answer.'] })

/** What the provider does with a call, which a test may change until it ends. */
let play: (call: Call) => void = naming('Steam engines')
const provider = await playedProvider(t, (call) => play(call))
const server = await testServer(t, { llm: provider.llm })
const replica = await testServer(t, { replicaOf: server, llm: provider.llm })
const ada = await signUp(server)

function playing(t: Test, other: typeof play): void {
  const usual = play
  play = other
  t.teardown(() => {
    play = usual
  })
}

/** Keeps the calls for titles until the test answers them. */
function holdingTitles(t: Test): Call[] {
  const held: Call[] = []
  playing(t, (call) => {
    if (call.isTitle) held.push(call)
    else call.say({ texts: ['An answer.'] })
  })
  t.teardown(() => {
    for (const call of held) call.say({ texts: ['Too late'] })
  })
  return held
}

async function newChat(json: object = {}): Promise<Schemas['Chat']> {
  return (await ada.client.post('/api/chat/', { json: { title: '', ...json } })).json<Schemas['Chat']>()
}

async function ask(chat: number, client: Client = ada.client): Promise<Schemas['Run']> {
  return (await client.post('/api/llm/', { json: { prompt: 'Who?', chat } })).json<Schemas['Run']>()
}

async function titleOf(chat: number): Promise<string> {
  return (await ada.client.get(`/api/chat/${chat}`)).json<Schemas['Chat']>().title
}

/** The runs of a chat that were to name it. */
async function namings(chat: number): Promise<Schemas['RunSummary'][]> {
  const runs = await ada.client.get(`/api/run/?chat=${chat}`)
  return runs.json<Schemas['RunSummary'][]>().filter(({ purpose }) => purpose === 'title')
}

function untilNamed(chat: number, title = 'Steam engines'): Promise<void> {
  return until('the chat is named', async () => (await titleOf(chat)) === title)
}

/** Waits until all that was begun to name a chat has ended. */
function untilNamings(chat: number, count: number): Promise<void> {
  return until(`${count} have tried to name it`, async () => {
    const runs = await namings(chat)
    return runs.length === count && runs.every(({ ended_at }) => ended_at !== null)
  })
}

t.test('a chat without a title is named after its first answer, by a run of its own', async (t) => {
  for (const json of [{}, { title: '' }]) {
    const { id, updated_at } = (await ada.client.post('/api/chat/', { json })).json<Schemas['Chat']>()
    const answer = await ask(id)
    t.equal(answer.content, 'An answer.')
    await untilNamed(id)
    await untilNamings(id, 1)
    t.match(await namings(id), [
      { purpose: 'title', status: 'completed', chat: id, model: 'test-model', reported_model: 'm-2' },
    ])
    t.match((await ada.client.get(`/api/chat/${id}`)).json<Schemas['Chat']>().updated_at > updated_at, true)
    const messages = await ada.client.get(`/api/message/?chat=${id}`)
    t.equal(messages.json<unknown[]>().length, 2, 'and is no message')
    t.equal((await ask(id)).content, 'An answer.')
    t.equal((await namings(id)).length, 1, 'once')
  }
  const asked = JSON.stringify(provider.calls.find(({ isTitle }) => isTitle)?.body)
  t.match(asked, 'Who?')
  t.match(asked, 'An answer.')
})

t.test('nobody waits for a name', async (t) => {
  const held = holdingTitles(t)
  const { id } = await newChat()
  t.equal((await ask(id)).status, 'completed', 'the answer comes')
  await until('a title is asked for', () => held.length === 1)
  t.equal((await ask(id)).status, 'completed', 'and the next one too')
  t.equal(await titleOf(id), '')
  held[0]?.say({ texts: ['Steam engines'] })
  await untilNamed(id)
})

t.test('a name is looked for once at a time, whichever replicas answer', async (t) => {
  const held = holdingTitles(t)
  const { id } = await newChat()
  await ask(id)
  await until('a title is asked for', () => held.length === 1)
  for (const client of [ada.client, replica.client.as(ada.access)]) {
    await ask(id, client)
    // Whatever this replica would have begun for the one chat, it has begun before this.
    const other = await newChat()
    const before = held.length
    await ask(other.id, client)
    await until('another title is asked for', () => held.length > before)
    t.equal((await namings(id)).length, 1)
  }
  held[0]?.say({ texts: ['Steam engines'] })
  await untilNamed(id)
})

t.test('a title that somebody wrote stays, the empty one too', async (t) => {
  for (const title of ['Mine', '']) {
    const held = holdingTitles(t)
    const write = (id: number) => ada.client.put(`/api/chat/${id}`, { json: { title } })
    const before = await newChat()
    await write(before.id)
    await ask(before.id)
    const meanwhile = await newChat()
    await ask(meanwhile.id)
    await until('a title is asked for', () => held.length === 1)
    await write(meanwhile.id)
    held[0]?.say({ texts: ['Steam engines'] })
    await untilNamings(meanwhile.id, 1)
    t.equal(await titleOf(meanwhile.id), title, 'while one was looked for')
    await ask(meanwhile.id)
    t.equal(await titleOf(before.id), title, 'before one was')
    t.match(
      [await namings(before.id), await namings(meanwhile.id)],
      [[], [{}]],
      'and none is looked for any more',
    )
  }
})

t.test('a chat with a title is not named', async (t) => {
  const titled = await newChat({ title: 'Mine' })
  await ask(titled.id)
  const other = await newChat()
  await ask(other.id)
  await untilNamed(other.id)
  t.strictSame(await namings(titled.id), [])
  t.equal(await titleOf(titled.id), 'Mine')
})

t.test('a name that does not come fails nothing, and the next answer looks for it again', async (t) => {
  const { id } = await newChat()
  const answered = (call: Call) => call.say({ texts: ['An answer.'] })
  let tries = 0
  for (const [what, fail, status] of [
    ['a failure', (call) => call.refuse(500), 'failed'],
    ['no title at all', (call) => call.say({ texts: [' \n"**"\n'] }), 'completed'],
    ['half of one', (call) => call.say({ texts: ['Steam'], finish: null, end: false }), 'incomplete'],
  ] as [string, (call: Call) => void, string][]) {
    playing(t, (call) => (call.isTitle ? fail(call) : answered(call)))
    t.equal((await ask(id)).status, 'completed', what)
    tries += 1
    await untilNamings(id, tries)
    t.equal((await namings(id)).at(-1)?.status, status, what)
    t.equal(await titleOf(id), '', what)
  }
  play = naming('Steam engines')
  await ask(id)
  await untilNamed(id)
})

t.test('a name that never comes is paid for five times, on whichever replica, and no more', async (t) => {
  const { id } = await newChat()
  const titles = () => provider.calls.filter(({ isTitle }) => isTitle).length
  const before = titles()
  playing(t, (call) => (call.isTitle ? call.refuse(500) : call.say({ texts: ['An answer.'] })))
  for (let answers = 1; answers <= 8; answers += 1) {
    await ask(id, answers % 2 === 0 ? ada.client : replica.client.as(ada.access))
    await untilNamings(id, Math.min(answers, 5))
  }
  t.equal(titles() - before, 5)
  play = naming('Steam engines')
  await ask(id)
  // Whatever this replica would have begun for the one chat, it has begun before this.
  const other = await newChat()
  await ask(other.id)
  await untilNamed(other.id)
  t.equal(await titleOf(id), '')
  t.equal((await namings(id)).length, 5)
})

t.test('a name comes of the last try too', async (t) => {
  const { id } = await newChat()
  playing(t, (call) => (call.isTitle ? call.refuse(500) : call.say({ texts: ['An answer.'] })))
  for (let tries = 1; tries <= 4; tries += 1) {
    await ask(id)
    await untilNamings(id, tries)
  }
  play = naming('Steam engines')
  await ask(id)
  await untilNamed(id)
})

t.test('what is no whole answer names nothing', async (t) => {
  const { id } = await newChat()
  playing(t, (call) => call.say({ texts: ['half'], finish: null, end: false }))
  t.equal((await ask(id)).status, 'incomplete')
  play = (call) => call.refuse(500)
  await ask(id)
  play = naming('Steam engines')
  await ask(id)
  await untilNamed(id)
  t.equal((await namings(id)).length, 1)
})

t.test('a title is one line without decoration, of a length that fits', async (t) => {
  for (const [answer, title] of [
    ['Steam engines', 'Steam engines'],
    ['"Steam engines."', 'Steam engines'],
    ['‘Steam engines’', 'Steam engines'],
    ['„Dampfmaschinen“', 'Dampfmaschinen'],
    ['« Machines à vapeur »', 'Machines à vapeur'],
    ['「蒸気機関」', '蒸気機関'],
    ['**Steam engines**', 'Steam engines'],
    ['# Steam engines\n\nThey turn heat into work.', 'Steam engines'],
    ['- `Steam engines`', 'Steam engines'],
    ['\n\n  Steam engines  \r\nand more', 'Steam engines'],
    ['Steam\u2028engines', 'Steam'],
    ['Steam\tengines\u0007', 'Steam engines'],
    ['<think>\nA name, hm.\n</think>\n\nSteam engines', 'Steam engines'],
    ['<think>\nA name, hm, which', ''],
    ['Why C# is not C++', 'Why C# is not C++'],
    ['.NET on engines', '.NET on engines'],
    ["Newcomen's engine", "Newcomen's engine"],
    ['x'.repeat(500), 'x'.repeat(80)],
    ['🚂'.repeat(500), '🚂'.repeat(80)],
    [`${'x'.repeat(79)} y`, 'x'.repeat(79)],
    ['', ''],
    [' \n"**" \n#', ''],
  ] as const) {
    t.strictSame([answer, titleIn(answer)], [answer, title])
  }
})

t.test('what the model says is not taken for more than a title', async (t) => {
  playing(t, naming('  **"Steam\u0000 engines"**\nSure, here it is.'))
  const { id } = await newChat()
  await ask(id)
  await until('the chat is named', async () => (await titleOf(id)) !== '')
  t.match(await titleOf(id), /^Steam.? engines$/u)
})
