import type { components } from '../generated/api.ts'

export type ErrorCode = components['schemas']['ErrorCode']

/** What a client is to do about a failure. */
export const retries = {
  ask_again:
    'Repeat the request later. Under an Idempotency-Key whose answer came without Retry-After, use a new key.',
  change_request: 'Change the request. Unchanged, it fails again, unless what it refers to has changed.',
  free_quota:
    'Repeat the request once the quota has room: delete something, or wait for runs or the day to end.',
  fresh_link: "Read the file's record for a fresh link.",
  log_in: 'Trade the refresh token for a new pair, or log in again; then repeat the request.',
  new_key: 'Send the request under another Idempotency-Key.',
  tell_operator: 'Tell the operator the request_id. Repeating the request is unlikely to help.',
  wait: 'Repeat the request after Retry-After, or a second without it; use the same Idempotency-Key where it creates.',
  wait_for_run: 'Wait for the run named by `run` to end, or cancel it; then repeat the request.',
} as const satisfies Record<components['schemas']['KnownRetry'], string>

/**
 * Every failure that a client can see. `detail` is the whole of what it is told beside `errors`, so it never depends on
 * what the server or a provider said. `retryAfter`, in seconds, goes into the header of that name.
 */
export const problems = {
  invalid_request: {
    status: 400,
    retry: 'change_request',
    title: 'Invalid request',
    detail: 'The request does not fit the contract.',
  },
  malformed_body: {
    status: 400,
    retry: 'change_request',
    title: 'Malformed body',
    detail: 'The body cannot be read as what it says it is.',
  },
  token_not_valid: {
    status: 401,
    retry: 'log_in',
    title: 'Token not valid',
    detail: 'Token is invalid or expired',
  },
  no_active_account: {
    status: 401,
    retry: 'change_request',
    title: 'No active account',
    detail: 'No active account found with the given credentials',
  },
  quota_exceeded: {
    status: 402,
    retry: 'free_quota',
    title: 'Quota exceeded',
    detail: 'This is more than the quota leaves; `quota` says which one, and how much of it is used.',
  },
  user_mismatch: {
    status: 403,
    retry: 'change_request',
    title: 'User mismatch',
    detail: "A member named user must be the caller's own id.",
  },
  password_incorrect: {
    status: 403,
    retry: 'change_request',
    title: 'Password incorrect',
    detail: 'The current password is not the one that was given.',
  },
  link_not_valid: {
    status: 401,
    retry: 'fresh_link',
    title: 'Link not valid',
    detail: "The link's signature does not fit.",
  },
  link_expired: {
    status: 403,
    retry: 'fresh_link',
    title: 'Link expired',
    detail: "The link has expired; the file's record has a fresh one.",
  },
  not_found: {
    status: 404,
    retry: 'change_request',
    title: 'Not found',
    detail: 'There is nothing here that belongs to you.',
  },
  unknown_path: {
    status: 404,
    retry: 'change_request',
    title: 'Unknown path',
    detail: 'This server has no such path; the contract at /openapi.yaml lists those that it has.',
  },
  method_not_allowed: {
    status: 405,
    retry: 'change_request',
    title: 'Method not allowed',
    detail: 'This path does not have this method; Allow lists those that it has.',
  },
  request_timeout: {
    status: 408,
    retry: 'wait',
    title: 'Request timeout',
    detail: 'The request has not come in the time that there is for it.',
  },
  username_taken: {
    status: 409,
    retry: 'change_request',
    title: 'Username taken',
    detail: 'Somebody has this username already.',
  },
  run_active: {
    status: 409,
    retry: 'wait_for_run',
    title: 'Run active',
    detail: 'A run is under way in this chat.',
  },
  idempotency_key_in_use: {
    status: 409,
    retry: 'wait_for_run',
    title: 'Idempotency key in use',
    detail: 'The run that was begun under this key is still under way.',
  },
  read_only_mismatch: {
    status: 409,
    retry: 'change_request',
    title: 'Read-only mismatch',
    detail: 'A member that is read-only differs from what is stored; leave it out, or read the object again.',
  },
  body_too_large: {
    status: 413,
    retry: 'change_request',
    title: 'Body too large',
    detail: 'The body is larger than this server takes.',
  },
  context_too_long: {
    status: 413,
    retry: 'change_request',
    title: 'Context too long',
    detail: 'The request is longer than the model can take.',
  },
  file_too_large: {
    status: 413,
    retry: 'change_request',
    title: 'File too large',
    detail: 'The file is larger than is taken here.',
  },
  unsupported_media_type: {
    status: 415,
    retry: 'change_request',
    title: 'Unsupported media type',
    detail: 'This operation does not take a body of this media type.',
  },
  unsupported_file: {
    status: 415,
    retry: 'change_request',
    title: 'Unsupported file',
    detail:
      'The model can be given PNG, JPEG, GIF and WebP pictures, PDF, and text: plain, Markdown, CSV, JSON, HTML, source.',
  },
  range_not_satisfiable: {
    status: 416,
    retry: 'change_request',
    title: 'Range not satisfiable',
    detail: 'The file ends before this range begins.',
  },
  expectation_failed: {
    status: 417,
    retry: 'change_request',
    title: 'Expectation failed',
    detail: 'The only expectation that this server meets is 100-continue.',
  },
  file_unreachable: {
    status: 422,
    retry: 'change_request',
    title: 'File unreachable',
    detail: 'No file can be had from this address.',
  },
  file_unreadable: {
    status: 422,
    retry: 'change_request',
    title: 'File unreadable',
    detail: 'The file cannot be read.',
  },
  idempotency_key_reused: {
    status: 422,
    retry: 'new_key',
    title: 'Idempotency key reused',
    detail: 'This key was used for another request.',
  },
  rate_limited: {
    status: 429,
    retry: 'wait',
    title: 'Rate limited',
    detail: 'There were too many requests of this kind; Retry-After says when to come again.',
    retryAfter: 1,
  },
  headers_too_large: {
    status: 431,
    retry: 'change_request',
    title: 'Headers too large',
    detail: 'The request line and the headers together are larger than 16 KiB.',
  },
  internal_error: {
    status: 500,
    retry: 'tell_operator',
    title: 'Internal error',
    detail: 'Something went wrong here; the log has it.',
  },
  provider_failed: {
    status: 502,
    retry: 'ask_again',
    title: 'Provider failed',
    detail: "The model's provider did not give a usable answer.",
  },
  provider_refused: {
    status: 502,
    retry: 'tell_operator',
    title: 'Provider refused',
    detail: "The model's provider refused the call.",
  },
  database_unavailable: {
    status: 503,
    retry: 'wait',
    title: 'Database unavailable',
    detail: 'The database cannot be reached or is busy.',
    retryAfter: 1,
  },
  storage_unavailable: {
    status: 503,
    retry: 'wait',
    title: 'Storage unavailable',
    detail: 'The storage of files cannot be reached or written to.',
    retryAfter: 5,
  },
  overloaded: {
    status: 503,
    retry: 'wait',
    title: 'Overloaded',
    detail: 'There is more to do than this server gets done.',
    retryAfter: 1,
  },
  shutting_down: {
    status: 503,
    retry: 'wait',
    title: 'Shutting down',
    detail: 'The server has been told to stop, and ends what is under way.',
    retryAfter: 1,
  },
  provider_unavailable: {
    status: 503,
    retry: 'ask_again',
    title: 'Provider unavailable',
    detail: "The model's provider cannot be reached or is busy.",
    retryAfter: 5,
  },
  storage_full: {
    status: 507,
    retry: 'tell_operator',
    title: 'Storage full',
    detail: 'There is no room for the file.',
  },
  provider_timeout: {
    status: 504,
    retry: 'ask_again',
    title: 'Provider timeout',
    detail: "The model's provider took too long to answer.",
  },
} as const satisfies Record<ErrorCode, Entry>

export interface Entry {
  readonly status: number
  readonly retry: keyof typeof retries
  readonly title: string
  readonly detail: string
  readonly retryAfter?: number
}

export type StatusOf<Code extends ErrorCode> = (typeof problems)[Code]['status']

export const errorCodes = Object.keys(problems) as ErrorCode[]

/** Returns what the contract says of a code, or undefined for a text that is none. */
export function problemKind(code: string): components['schemas']['ProblemKind'] | undefined {
  const known = errorCodes.find((known) => known === code)
  if (known === undefined) return undefined
  const { status, title, detail, retry } = problems[known]
  return { code: known, status, title, meaning: detail, retry, advice: retries[retry] }
}
