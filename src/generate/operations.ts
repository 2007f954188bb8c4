import { dereferenced, type Json } from './json.ts'

interface WrittenOperation extends Json {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly [string]
  readonly parameters?: readonly Json[]
  readonly security?: readonly Json[]
  readonly requestBody?: Json
  /** By status, or references to shared ones. */
  readonly responses: Readonly<Record<string, Json>>
}

/** An operation with what it inherits. Its parameters and its request body are not references. */
export interface Operation extends WrittenOperation {
  readonly method: string
  readonly path: string
  /** Those of its path included. */
  readonly parameters: readonly Json[]
  readonly security: readonly Json[]
  /** The alternatives in `security`, such as "bearerAuth or signedLink", or "nothing" if it is public. */
  readonly authentication: string
}

export function operationsOf(document: Json): Operation[] {
  return Object.entries(document.paths as Json).flatMap(([path, item]) => {
    const { parameters: shared = [], ...methods } = item as Json & { parameters?: Json[] }
    return Object.entries(methods).map(([method, written]) => {
      const operation = written as WrittenOperation
      const { parameters = [], requestBody, security = document.security as Json[] } = operation
      return {
        ...operation,
        method: method.toUpperCase(),
        path,
        parameters: [...shared, ...parameters].map((parameter) => dereferenced(document, parameter)),
        security,
        authentication: authentication(security),
        ...(requestBody && { requestBody: dereferenced(document, requestBody) }),
      }
    })
  })
}

function authentication(security: readonly Json[]): string {
  const schemes = security.map((alternative) => Object.keys(alternative).join(' and ') || 'nothing')
  return schemes.join(' or ') || 'nothing'
}
