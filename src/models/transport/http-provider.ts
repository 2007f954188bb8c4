import type { ImageLimits } from '../../attachments/attachment.ts'
import { adjusted } from '../adjusted.ts'
import { type Adjust, adjustmentMemory } from '../adjustments.ts'
import { readAnswer } from '../answer/answer-reader.ts'
import type { Provider, ProviderOptions, ProviderRequest } from '../provider.ts'
import { providerClient } from './http.ts'
import type { Protocol } from './response-body.ts'

export function httpProvider(
  options: ProviderOptions,
  {
    url,
    headers,
    body,
    protocol,
    documents,
    images,
  }: {
    readonly url: URL
    readonly headers: Readonly<Record<string, string>>
    body(request: ProviderRequest, model: string, adjust: Adjust): object
    /** Creates the reader of one answer. */
    protocol(model: string): Protocol
    readonly documents: boolean
    readonly images?: ImageLimits
  },
): Provider {
  const client = providerClient({ ...options, url, headers })
  const memory = adjustmentMemory(options.adjustments)
  const secrets = secretsOf(options, headers)
  return {
    documents,
    ...(images && { images }),
    stream(request, signal) {
      const model = request.model ?? options.model
      const call = (adjust: Adjust) =>
        client.stream(() => body(request, model, adjust), protocol(model), readAnswer(request, model), signal)
      return { [Symbol.asyncIterator]: () => adjusted(call, { request, model, memory, secrets }) }
    },
    close: client.close,
  }
}

function secretsOf(
  { baseUrl, apiKey, proxy }: ProviderOptions,
  headers: Readonly<Record<string, string>>,
): string[] {
  const { searchParams } = new URL(baseUrl)
  // A proxy may respond in the provider's place and repeat its own credentials.
  const credentials = [baseUrl, proxy?.http, proxy?.https].flatMap((url) => {
    const { username = '', password = '' } = URL.parse(url ?? '') ?? {}
    return [decodeURIComponent(username), decodeURIComponent(password)]
  })
  // Excludes Azure's `api-version`, which its errors mention.
  const keys = [...searchParams]
    .filter(([name]) => /key|token|secret|sig/i.test(name))
    .map(([, value]) => value)
  const { authorization = '' } = headers
  return [...[apiKey ?? '', ...credentials], ...[authorization.replace(/^\S+ /, ''), ...keys]].filter(
    (secret) => secret.length > 3,
  )
}
