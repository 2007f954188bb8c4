import { inputError } from './problems/input-errors.ts'
import { isObject } from './problems/pointer.ts'
import { type Problem, problem } from './problems/problem.ts'

/*
 * The version of an object that can be changed is a part of its ETag, before the hyphen, and what `If-Match`
 * is compared by (RFC 9110, section 13.1.1). `database/row-versions.ts` calls the states of rows the same.
 */

/** A state of an object that can be changed. */
export interface Version {
  /** Differs from that of any other state, but for the text that the model is writing. */
  readonly name: string
  /** Set while the model is writing the message. */
  readonly isChanging: boolean
}

/** Returns the version of an object, or undefined where it cannot be changed. */
export function versionOf(body: unknown): Version | undefined {
  if (!isObject(body) || typeof body.updated_at !== 'string') return undefined
  const references = 'chat' in body ? [body.file ?? 0, body.run ?? 0] : []
  const name = [Date.parse(body.updated_at), ...references].join('.')
  return { name, isChanging: body.status === 'running' }
}

/**
 * A version, the digest of a text, and its content coding, as `etagOf` in `send-text.ts` puts them together.
 */
const strongTag = /^"([0-9.]+)-[0-9a-f]{32}(-(zstd|br|gzip))?"$/

/**
 * Returns the names of the versions that a request's `If-Match` asks for, none where all its ETags are weak
 * or not from here; null where any will do: without the header, or with `*`. Digests are not compared: that
 * of a file's record changes with its link.
 */
export function expectedVersions(headers: { 'if-match'?: string }): readonly string[] | null {
  const condition = headers['if-match']
  if (condition === undefined || condition === '*') return null
  const tags = condition.match(/(W\/)?"[^"]*"/g) ?? []
  return tags.flatMap((tag) => strongTag.exec(tag)?.[1] ?? [])
}

/**
 * Finds out why a statement changed nothing: the object is not there, or not in a state that the request
 * expects.
 *
 * @param find reads the object
 */
export async function unchanged(
  versions: readonly string[] | null,
  find: () => Promise<object | undefined>,
): Promise<Problem<404> | Problem<412>> {
  return versions !== null && (await find()) ? preconditionFailed() : problem('not_found')
}

export function preconditionFailed(): Problem<412> {
  return problem('precondition_failed', { errors: [inputError('/header/if-match', 'staleTag')] })
}
