/** Requests with messages and tools, and the bodies that the protocols make of them. */
import type { Test } from 'tap'
import type { Message, ProviderRequest } from '../../src/models/provider.ts'
import { collect } from '../support/providers/collect.ts'
import { type Dialect, providerOf } from '../support/providers/dialects.ts'
import { neverAborted } from '../support/providers/never-aborted.ts'
import { scriptedProvider } from '../support/providers/scripted.ts'

interface Sent extends Readonly<Record<string, unknown>> {
  readonly messages: readonly Readonly<Record<string, unknown>>[]
}

export const user = (content: string): Message => ({ role: 'user', content })
export const assistant = (content: string): Message => ({ role: 'assistant', content })
export const call = (id: string, args = '{"city":"Paris"}', name = 'weather') => ({
  id,
  name,
  arguments: args,
})
export const calling = (content: string, ...toolCalls: ReturnType<typeof call>[]): Message => ({
  role: 'assistant',
  content,
  toolCalls,
})
export const result = (tool_call: string, content = 'Rain') => ({ tool_call, content })
export const results = (...toolResults: { tool_call: string; content: string }[]): Message => ({
  role: 'user',
  content: '',
  toolResults,
})
export const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
export const weather = { name: 'weather', description: 'Weather of a city', parameters }
export const tools = [weather, { name: 'time' }]

/** Returns the body of the last request of a kind that the provider accepts. */
export async function sent(
  t: Test,
  dialect: Dialect,
  request: ProviderRequest,
  model = 'm-1',
): Promise<Sent> {
  const { baseUrl, requests } = await scriptedProvider(t, (_, response) =>
    response.end(dialect.frames({}).join('')),
  )
  const provider = providerOf(dialect, {
    baseUrl: new URL(baseUrl).origin + dialect.base,
    model,
    timeout: 30_000,
  })
  t.teardown(() => provider.close())
  await collect(provider.stream(request, neverAborted))
  return JSON.parse(requests.at(-1)?.body ?? '')
}

export type Block = Readonly<Record<string, unknown>>

export function blocksOf(value: unknown): Block[] {
  return Array.isArray(value) ? value : []
}
