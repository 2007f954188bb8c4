import type { components } from '../generated/api.ts'

export type ErrorCode = components['schemas']['ErrorCode']
export type InputError = components['schemas']['InputError']
export type InputErrorCode = components['schemas']['InputErrorCode']
type ExceededQuota = components['schemas']['ExceededQuota']

/**
 * Every failure that a client can see. `detail` is the whole of what it is told beside `errors`, so it never depends on
 * what the server or a provider said. `retryAfter`, in seconds, goes into the header of that name.
 */
const problems = {
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    detail: 'The request does not fit the contract.',
  },
  malformed_body: {
    status: 400,
    title: 'Malformed body',
    detail: 'The body cannot be read as what it says it is.',
  },
  token_not_valid: { status: 401, title: 'Token not valid', detail: 'Token is invalid or expired' },
  no_active_account: {
    status: 401,
    title: 'No active account',
    detail: 'No active account found with the given credentials',
  },
  quota_exceeded: {
    status: 402,
    title: 'Quota exceeded',
    detail: 'This is more than the quota leaves; `quota` says which one, and how much of it is used.',
  },
  user_mismatch: {
    status: 403,
    title: 'User mismatch',
    detail: "A member named user must be the caller's own id.",
  },
  password_incorrect: {
    status: 403,
    title: 'Password incorrect',
    detail: 'The current password is not the one that was given.',
  },
  link_not_valid: { status: 403, title: 'Link not valid', detail: "The link's signature does not fit." },
  link_expired: {
    status: 403,
    title: 'Link expired',
    detail: "The link has expired; the file's record has a fresh one.",
  },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing here that belongs to you.' },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This path does not have this method; Allow lists those that it has.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    detail: 'The request has not come in the time that there is for it.',
  },
  username_taken: { status: 409, title: 'Username taken', detail: 'Somebody has this username already.' },
  run_active: { status: 409, title: 'Run active', detail: 'A run is under way in this chat.' },
  idempotency_key_in_use: {
    status: 409,
    title: 'Idempotency key in use',
    detail: 'The run that was begun under this key is still under way.',
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    detail: 'The body is larger than this server takes.',
  },
  context_too_long: {
    status: 413,
    title: 'Context too long',
    detail: 'The request is longer than the model can take.',
  },
  file_too_large: { status: 413, title: 'File too large', detail: 'The file is larger than is taken here.' },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'This operation does not take a body of this media type.',
  },
  unsupported_file: {
    status: 415,
    title: 'Unsupported file',
    detail:
      'The model can be given PNG, JPEG, GIF and WebP pictures, PDF, and text: plain, Markdown, CSV, JSON, HTML, source.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'Range not satisfiable',
    detail: 'The file ends before this range begins.',
  },
  expectation_failed: {
    status: 417,
    title: 'Expectation failed',
    detail: 'The only expectation that this server meets is 100-continue.',
  },
  file_unreachable: {
    status: 422,
    title: 'File unreachable',
    detail: 'No file can be had from this address.',
  },
  file_unreadable: { status: 422, title: 'File unreadable', detail: 'The file cannot be read.' },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: 'This key was used for another request.',
  },
  rate_limited: {
    status: 429,
    title: 'Rate limited',
    detail: 'There were too many requests of this kind; Retry-After says when to come again.',
    retryAfter: 1,
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    detail: 'The request line and the headers together are larger than 16 KiB.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'Something went wrong here; the log has it.',
  },
  provider_failed: {
    status: 502,
    title: 'Provider failed',
    detail: "The model's provider did not give a usable answer.",
  },
  provider_refused: {
    status: 502,
    title: 'Provider refused',
    detail: "The model's provider refused the call.",
  },
  database_unavailable: {
    status: 503,
    title: 'Database unavailable',
    detail: 'The database cannot be reached or is busy.',
    retryAfter: 1,
  },
  storage_unavailable: {
    status: 503,
    title: 'Storage unavailable',
    detail: 'The storage of files cannot be reached or written to.',
    retryAfter: 5,
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    detail: 'There is more to do than this server gets done.',
    retryAfter: 1,
  },
  shutting_down: {
    status: 503,
    title: 'Shutting down',
    detail: 'The server has been told to stop, and ends what is under way.',
    retryAfter: 1,
  },
  provider_unavailable: {
    status: 503,
    title: 'Provider unavailable',
    detail: "The model's provider cannot be reached or is busy.",
    retryAfter: 5,
  },
  storage_full: {
    status: 507,
    title: 'Storage full',
    detail: 'There is no room for the file.',
  },
  provider_timeout: {
    status: 504,
    title: 'Provider timeout',
    detail: "The model's provider took too long to answer.",
  },
} as const satisfies Record<ErrorCode, { status: number; title: string; detail: string; retryAfter?: number }>

export const errorCodes = Object.keys(problems) as ErrorCode[]

type StatusOf<Code extends ErrorCode> = (typeof problems)[Code]['status']

/** What may be said beside the table's entry. */
export interface ProblemOptions {
  /** Instead of the table's detail; never text of a client's, a provider's or the database's. */
  readonly detail?: string
  readonly errors?: readonly InputError[]
  readonly headers?: Readonly<Record<string, string>>
  /** In seconds, instead of the table's; null where there is none, since trying again is of no use. */
  readonly retryAfter?: number | null | undefined
  /** The run that it is about. */
  readonly run?: number
  /** The quota that would be exceeded. */
  readonly quota?: ExceededQuota
}

/** A failure that a client is told, as RFC 9457 has it. Handlers return it, what stands around them throws it. */
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

  /** The body of the answer. */
  document(requestId: string): components['schemas']['Problem'] {
    return {
      type: `urn:parley:problem:${this.code}`,
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

/** Makes the problem of a code: its status and texts come from the table above. */
export function problem<Code extends ErrorCode>(
  code: Code,
  options: ProblemOptions = {},
): Problem<StatusOf<Code>> {
  const entry: { status: StatusOf<Code>; title: string; detail: string; retryAfter?: number } = problems[code]
  const retryAfter = options.retryAfter === undefined ? entry.retryAfter : options.retryAfter
  const headers = {
    ...(entry.status === 401 && { 'WWW-Authenticate': 'Bearer realm="api"' }),
    ...(typeof retryAfter === 'number' && { 'Retry-After': String(retryAfter) }),
    ...options.headers,
  }
  return new Problem(entry.status, code, entry.title, options.detail ?? entry.detail, { ...options, headers })
}
