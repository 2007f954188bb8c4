import type { components } from '../../../generated/api.ts'

type Schemas = components['schemas']

export interface FailureDetails {
  readonly quota?: Schemas['ExceededQuota']
}

/** Error that carries the code under which clients see it, so that `problems.ts` need not know its class. */
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
