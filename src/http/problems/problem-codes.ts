import type { components } from '../../../generated/api.ts'

export type ErrorCode = components['schemas']['ErrorCode']

/** Advice for clients about each kind of failure. */
export const retries = {
  ask_again: 'Repeat the request later; if the response has no Retry-After, use a new Idempotency-Key.',
  change_request:
    'Change the request; unchanged, it fails again unless the data that it refers to has changed.',
  free_quota:
    'Repeat the request when the quota has room: delete something, or wait for runs or the day to end.',
  fresh_link: 'Get the file for a new signed URL.',
  log_in: 'Refresh the tokens, or log in again; then repeat the request with the new access token.',
  new_key: 'Send the request with another Idempotency-Key.',
  tell_operator: 'Give the request_id to the operator; repeating the request is unlikely to help.',
  wait: 'Repeat the request with the same Idempotency-Key after the delay in Retry-After, or after one second if there is none.',
  wait_for_run: 'Wait for the run named by `run` to end, or cancel it; then repeat the request.',
} as const satisfies Record<components['schemas']['KnownRetry'], string>

/**
 * Failures that a client can see. `detail` never depends on what a client, a provider or the database said.
 * `retryAfter`, in seconds, is sent as Retry-After.
 */
export const problems = {
  invalid_request: {
    status: 400,
    retry: 'change_request',
    title: 'Invalid request',
    detail: 'The request does not match the contract; each entry of errors names a field and the reason.',
  },
  malformed_body: {
    status: 400,
    retry: 'change_request',
    title: 'Malformed body',
    detail: 'The body cannot be parsed as its media type; send well-formed JSON or form data.',
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
    detail: 'The request would exceed a quota; `quota` states its name, limit and use.',
  },
  user_mismatch: {
    status: 403,
    retry: 'change_request',
    title: 'User mismatch',
    detail: 'The field user must be your own user id, or be left out.',
  },
  password_incorrect: {
    status: 403,
    retry: 'change_request',
    title: 'Password incorrect',
    detail: 'The current password is incorrect; enter it again.',
  },
  link_not_valid: {
    status: 401,
    retry: 'fresh_link',
    title: 'Signed URL not valid',
    detail: 'The signature of the URL is not valid; get the file for a new signed URL.',
  },
  link_expired: {
    status: 403,
    retry: 'fresh_link',
    title: 'Signed URL expired',
    detail: 'The signed URL has expired; get the file for a new signed URL.',
  },
  not_found: {
    status: 404,
    retry: 'change_request',
    title: 'Not found',
    detail: 'There is no such object, or it belongs to another user.',
  },
  unknown_path: {
    status: 404,
    retry: 'change_request',
    title: 'Unknown path',
    detail: 'This server has no such path; the contract at /openapi.yaml lists its paths.',
  },
  method_not_allowed: {
    status: 405,
    retry: 'change_request',
    title: 'Method not allowed',
    detail: 'This path does not support the method; Allow lists those that it supports.',
  },
  request_timeout: {
    status: 408,
    retry: 'wait',
    title: 'Request timeout',
    detail: 'The request did not arrive in time; send it again.',
  },
  username_taken: {
    status: 409,
    retry: 'change_request',
    title: 'Username taken',
    detail: 'This username is taken; choose another.',
  },
  run_active: {
    status: 409,
    retry: 'wait_for_run',
    title: 'Run active',
    detail: 'This chat already has an active run; wait for it to end, or cancel it.',
  },
  idempotency_key_in_use: {
    status: 409,
    retry: 'wait_for_run',
    title: 'Idempotency key in use',
    detail: 'The run created with this Idempotency-Key is still active; wait for it to end.',
  },
  tool_results_mismatch: {
    status: 409,
    retry: 'change_request',
    title: 'Tool results mismatch',
    detail:
      'The results do not match the tool calls one to one; each entry of errors names a field and the reason.',
  },
  precondition_failed: {
    status: 412,
    retry: 'change_request',
    title: 'Precondition failed',
    detail:
      'The object has changed since it was read; get it again, and repeat the request with the new ETag.',
  },
  read_only_mismatch: {
    status: 409,
    retry: 'change_request',
    title: 'Read-only mismatch',
    detail: 'A read-only field differs from the stored value; leave it out, or get the object again.',
  },
  body_too_large: {
    status: 413,
    retry: 'change_request',
    title: 'Body too large',
    detail: 'The body exceeds the maximum size; send a smaller one.',
  },
  context_too_long: {
    status: 413,
    retry: 'change_request',
    title: 'Context too long',
    detail: 'The prompt and its context are longer than the model accepts; shorten them.',
  },
  file_too_large: {
    status: 413,
    retry: 'change_request',
    title: 'File too large',
    detail: 'The file exceeds the maximum size; use a smaller one.',
  },
  unsupported_media_type: {
    status: 415,
    retry: 'change_request',
    title: 'Unsupported media type',
    detail: 'The operation does not accept this media type; the contract lists those that it accepts.',
  },
  unsupported_file: {
    status: 415,
    retry: 'change_request',
    title: 'Unsupported file',
    detail:
      'The model accepts PNG, JPEG, GIF and WebP images, PDF and text; convert the file to one of these.',
  },
  range_not_satisfiable: {
    status: 416,
    retry: 'change_request',
    title: 'Range not satisfiable',
    detail: 'The range starts after the end of the file; Content-Range states the size of the file.',
  },
  expectation_failed: {
    status: 417,
    retry: 'change_request',
    title: 'Expectation failed',
    detail: 'The server supports no expectation but 100-continue; remove the Expect header.',
  },
  file_unreachable: {
    status: 422,
    retry: 'change_request',
    title: 'File unreachable',
    detail: 'No file can be fetched from this URL; check that it is correct and public.',
  },
  file_unreadable: {
    status: 422,
    retry: 'change_request',
    title: 'File unreadable',
    detail: 'The file is damaged, encrypted or contains no text; use another one.',
  },
  schema_not_valid: {
    status: 422,
    retry: 'change_request',
    title: 'Schema not valid',
    detail: 'A JSON Schema or a tool cannot be used; each entry of errors names a field and the reason.',
  },
  idempotency_key_reused: {
    status: 422,
    retry: 'new_key',
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key was used for a different request; use a new key.',
  },
  rate_limited: {
    status: 429,
    retry: 'wait',
    title: 'Rate limited',
    detail: 'Too many requests; wait for the number of seconds in Retry-After.',
    retryAfter: 1,
  },
  headers_too_large: {
    status: 431,
    retry: 'change_request',
    title: 'Headers too large',
    detail: 'The request line and the headers exceed 16 KiB; shorten them.',
  },
  internal_error: {
    status: 500,
    retry: 'tell_operator',
    title: 'Internal error',
    detail: 'An unexpected error occurred; give the request_id to the operator.',
  },
  provider_failed: {
    status: 502,
    retry: 'ask_again',
    title: 'Provider failed',
    detail: "The model's provider returned no usable answer; try again later.",
  },
  output_not_valid: {
    status: 502,
    retry: 'ask_again',
    title: 'Output not valid',
    detail: 'The answer does not match the required output; ask again, or change the prompt or the schema.',
  },
  provider_refused: {
    status: 502,
    retry: 'tell_operator',
    title: 'Provider refused',
    detail: "The model's provider rejected the call; tell the operator.",
  },
  database_unavailable: {
    status: 503,
    retry: 'wait',
    title: 'Database unavailable',
    detail: 'The database cannot be reached or is busy; try again shortly.',
    retryAfter: 1,
  },
  storage_unavailable: {
    status: 503,
    retry: 'wait',
    title: 'Storage unavailable',
    detail: 'The file storage cannot be reached or written to; try again shortly.',
    retryAfter: 5,
  },
  overloaded: {
    status: 503,
    retry: 'wait',
    title: 'Overloaded',
    detail: 'The server is overloaded; try again shortly.',
    retryAfter: 1,
  },
  shutting_down: {
    status: 503,
    retry: 'wait',
    title: 'Shutting down',
    detail: 'The server is shutting down; try again shortly, or use another instance.',
    retryAfter: 1,
  },
  provider_unavailable: {
    status: 503,
    retry: 'ask_again',
    title: 'Provider unavailable',
    detail: "The model's provider cannot be reached or is busy; try again later.",
    retryAfter: 5,
  },
  storage_full: {
    status: 507,
    retry: 'tell_operator',
    title: 'Storage full',
    detail: 'The file storage is full; tell the operator.',
  },
  provider_timeout: {
    status: 504,
    retry: 'ask_again',
    title: 'Provider timeout',
    detail: "The model's provider did not answer in time; try again later.",
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

export function problemType(code: string): components['schemas']['ProblemType'] | undefined {
  const known = errorCodes.find((known) => known === code)
  if (known === undefined) return undefined
  const { status, title, detail, retry } = problems[known]
  return { code: known, status, title, meaning: detail, retry, advice: retries[retry] }
}
