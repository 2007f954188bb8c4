import type { RunEventLog } from '../events/event-log.ts'
import type { SubscriptionBuffer } from '../events/subscription-buffer.ts'

/** Run that this process executes. */
export interface OwnRun {
  readonly id: number
  readonly user: number
  readonly purpose: 'answer' | 'title'
  readonly chat: number | null
  readonly prompt: string
  readonly model: string
  /** Id of the worker that owns the run. */
  readonly worker: string
  readonly buffer: SubscriptionBuffer
  readonly eventLog: RunEventLog
  /** Aborts with an AbortReason. */
  readonly controller: AbortController
}
