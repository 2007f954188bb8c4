import type { components } from '../../generated/api.ts'
import type { ProviderRequest } from '../models/provider.ts'

/** Request for the provider, and a description of the chat context in it. */
export interface PreparedPrompt {
  readonly request: ProviderRequest
  readonly context: components['schemas']['Context'] | null
  /** Context of a prompt without a chat, which is returned only if a setting was ignored. */
  readonly withoutChat?: components['schemas']['Context']
  /**
   * The same request without the images and documents of earlier messages, and the files left out; absent if
   * there are none.
   */
  readonly withoutMedia?: {
    readonly request: ProviderRequest
    readonly context: components['schemas']['Context']
    readonly files: readonly number[]
  }
  /** Images and documents attached to the prompt; `files` are the ids of the user's own ones. */
  readonly media?: { readonly files: readonly number[] }
}
