import type { components } from '../../../generated/api.ts'

type Schemas = components['schemas']

export interface FailureDetails {
  readonly quota?: Schemas['ExceededQuota']
}

/**
 * Base class of errors that carry the code under which clients see them, so that higher layers need not know
 * the class. `problems.ts` turns them into HTTP.
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
