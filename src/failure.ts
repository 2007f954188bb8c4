import type { components } from '../generated/api.ts'

type Schemas = components['schemas']

/** What a failure says to clients beside its code. */
export interface FailureDetails {
  readonly quota?: Schemas['ExceededQuota']
}

/**
 * Base class of errors that carry the code under which clients are to see them, so that the layers above need to know neither
 * their class nor where they come from. Only `problems.ts` turns them into HTTP.
 */
export class Failure extends Error {
  readonly code: Schemas['KnownErrorCode']
  readonly details: FailureDetails

  constructor(
    code: Schemas['KnownErrorCode'],
    message: string,
    options: ErrorOptions & { readonly details?: FailureDetails } = {},
  ) {
    super(message, options)
    this.code = code
    this.details = options.details ?? {}
  }
}
