import { readAnswer } from './answer.ts'
import type { Protocol } from './body.ts'
import { providerClient } from './http.ts'
import type { PictureLimits, Provider, ProviderOptions, ProviderRequest } from './provider.ts'

/** A provider out of what its protocol says: where to, with which headers, and what is sent and read. */
export function httpProvider(
  options: ProviderOptions,
  {
    url,
    headers,
    body,
    protocol,
    documents,
    pictures,
  }: {
    readonly url: URL
    readonly headers: Readonly<Record<string, string>>
    body(request: ProviderRequest, model: string): object
    readonly protocol: Protocol
    readonly documents: boolean
    readonly pictures?: PictureLimits
  },
): Provider {
  const client = providerClient({ ...options, url, headers })
  return {
    documents,
    ...(pictures && { pictures }),
    stream(request, signal) {
      const model = request.model ?? options.model
      return client.stream(() => body(request, model), protocol, readAnswer(request, model), signal)
    },
    close: client.close,
  }
}
