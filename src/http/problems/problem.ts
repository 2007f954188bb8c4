import type { components } from '../../../generated/api.ts'
import { type Entry, type ErrorCode, problems, type StatusOf } from './problem-codes.ts'

export type InputError = components['schemas']['InputError']
export type InputErrorCode = components['schemas']['InputErrorCode']
type ExceededQuota = components['schemas']['ExceededQuota']

export interface ProblemOptions {
  /** Replaces the entry's detail. Never text from a client, a provider or the database. */
  readonly detail?: string
  readonly errors?: readonly InputError[]
  readonly headers?: Readonly<Record<string, string>>
  /** Replaces the entry's Retry-After, in seconds; null for none, if a retry is of no use. */
  readonly retryAfter?: number | null | undefined
  readonly run?: number
  readonly quota?: ExceededQuota
}

/** Problem details (RFC 9457). Handlers return it; hooks and services throw it. */
export class Problem<Status extends number = number> extends Error {
  readonly status: Status
  readonly code: ErrorCode
  readonly headers: Readonly<Record<string, string>>
  readonly #title: string
  readonly #errors: readonly InputError[] | undefined
  readonly #run: number | undefined
  readonly #quota: ExceededQuota | undefined

  constructor(status: Status, code: ErrorCode, title: string, detail: string, options: ProblemOptions) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.headers = options.headers ?? {}
    this.#title = title
    this.#errors = options.errors
    this.#run = options.run
    this.#quota = options.quota
  }

  document(requestId: string, publicPath: string): components['schemas']['Problem'] {
    return {
      type: `${publicPath}/problems/${this.code}`,
      title: this.#title,
      status: this.status,
      detail: this.message,
      code: this.code,
      request_id: requestId,
      ...(this.#errors && { errors: [...this.#errors] }),
      ...(this.#run !== undefined && { run: this.#run }),
      ...(this.#quota && { quota: this.#quota }),
    }
  }
}

export function problem<Code extends ErrorCode>(
  code: Code,
  options: ProblemOptions = {},
): Problem<StatusOf<Code>> {
  const entry: Entry & { status: StatusOf<Code> } = problems[code]
  const retryAfter = options.retryAfter === undefined ? entry.retryAfter : options.retryAfter
  const headers = {
    ...(entry.status === 401 && { 'WWW-Authenticate': 'Bearer realm="api"' }),
    ...(typeof retryAfter === 'number' && { 'Retry-After': String(retryAfter) }),
    ...options.headers,
  }
  return new Problem(entry.status, code, entry.title, options.detail ?? entry.detail, { ...options, headers })
}
