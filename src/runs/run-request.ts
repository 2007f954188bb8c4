import type { Attachment } from '../attachments/attachment.ts'
import type { ProviderRequest } from '../models/provider.ts'

/** Request for an answer of the model. */
export interface RunRequest {
  readonly user: number
  readonly prompt: string
  readonly options: Omit<ProviderRequest, 'messages'>
  readonly chat: number | null
  /** Treatment of a chat that does not fit into the context; null means `drop`. */
  readonly overflow: 'drop' | 'error' | null
  /** Id of the file attached to the prompt, if it is one of the user's. */
  readonly file: number | null
  /** Contents of the attached file, as the model is given them. */
  readonly attachment: Attachment | null
  readonly key: {
    readonly key: string
    readonly fingerprint: Buffer
    /** Unbilled run that this one replaces under the same key. */
    readonly replacing?: number | null
  } | null
}
