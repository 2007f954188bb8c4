/** Requests that many tests send besides those that they test. */
import type { components } from '../../generated/api.ts'
import type { Answer, Client } from './client.ts'
import { form, type Part } from './form.ts'

type Schemas = components['schemas']

/** Question for runs whose prompt does not matter. */
export const question = { prompt: 'Who built the first one?' }

/** Creates a chat with a title, so that no title is generated for it. Resolves to its id. */
export async function newChat(client: Client): Promise<number> {
  const answer = await client.post('/api/chat/', { json: { title: 'Engines' } })
  return withStatus(answer, 201).json<Schemas['Chat']>().id
}

/** Uploads a file, by default with the name `x`, and resolves to its record. */
export async function uploadFile(client: Client, file: Omit<Part, 'name'>): Promise<Schemas['FileRecord']> {
  const answer = await client.post('/api/file/', form({ name: 'file', filename: 'x', ...file }))
  return withStatus(answer, 201).json<Schemas['FileRecord']>()
}

/** Reads a message by its id. */
export async function readMessage(client: Client, id: number): Promise<Schemas['Message']> {
  return withStatus(await client.get(`/api/message/${id}`), 200).json<Schemas['Message']>()
}

/** Reads a run by its id. */
export async function readRun(client: Client, id: number): Promise<Schemas['Run']> {
  return withStatus(await client.get(`/api/run/${id}`), 200).json<Schemas['Run']>()
}

/** Returns the response. Throws if it has another status, because the test could not go on. */
function withStatus(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer
  throw new Error(`Expected ${status}, but the response was ${answer.status}: ${answer.text}`)
}
