import type { Attachment } from '../attachments/attachment.ts'
import type { ProviderRequest, ToolResult } from '../models/provider.ts'

/** Request for an answer of the model. */
export interface RunRequest {
  readonly user: number
  readonly prompt: string
  readonly options: Omit<ProviderRequest, 'messages'>
  readonly chat: number | null
  /** Message below which the prompt is added, null for the root, or undefined for the leaf of the chat. */
  readonly parent: number | null | undefined
  /** Existing message that is answered again as the prompt; null to add a message. */
  readonly promptMessage: number | null
  /** Treatment of a chat that does not fit into the context; null means `drop`. */
  readonly overflow: 'drop' | 'error' | null
  readonly attachments: readonly PromptFile[]
  /** Tool results that the prompt consists of instead of a text. */
  readonly toolResults: readonly ToolResult[]
  readonly key: {
    readonly key: string
    readonly fingerprint: Buffer
    /** Unbilled run that this one replaces under the same key. */
    readonly replacing?: number | null
  } | null
}

/** File attached to a prompt. */
export interface PromptFile {
  /** Id of the file, if it is one of the user's. */
  readonly file: number | null
  /** Content of the file in the form in which it is sent to the model. */
  readonly attachment: Attachment
}
