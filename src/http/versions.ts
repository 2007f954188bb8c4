import { isObject } from '../is-object.ts'
import { inputError } from './problems/input-errors.ts'
import { type Problem, problem } from './problems/problem.ts'

/*
 * A changeable object has a version. It is the part of the ETag before the hyphen, and the part that
 * `If-Match` compares (RFC 9110, section 13.1.1). `database/row-versions.ts` checks versions in SQL.
 */

export interface Version {
  /** Unique among the states of the object, except while the model is writing its text. */
  readonly name: string
  readonly isChanging: boolean
}

export function versionOf(body: unknown): Version | undefined {
  if (!isObject(body) || typeof body.updated_at !== 'string') return undefined
  const references = 'chat' in body ? [body.file ?? 0, body.run ?? 0] : []
  const name = [Date.parse(body.updated_at), ...references].join('.')
  return { name, isChanging: body.status === 'running' }
}

/** Version, digest of the text, and content coding, as `etagOf` in `send-text.ts` combines them. */
const strongTag = /^"([0-9.]+)-[0-9a-f]{32}(-(zstd|br|gzip))?"$/

/**
 * Returns the versions that a request's `If-Match` lists, ignoring weak and foreign ETags; null if the header
 * is missing or `*`. Digests are not compared, because a file's record changes with its signed URL.
 */
export function expectedVersions(headers: { 'if-match'?: string }): readonly string[] | null {
  const condition = headers['if-match']
  if (condition === undefined || condition === '*') return null
  const tags = condition.match(/(W\/)?"[^"]*"/g) ?? []
  return tags.flatMap((tag) => strongTag.exec(tag)?.[1] ?? [])
}

/** Finds out why a statement changed nothing: the object does not exist, or has another version. */
export async function unchanged(
  versions: readonly string[] | null,
  find: () => Promise<object | undefined>,
): Promise<Problem<404> | Problem<412>> {
  return versions !== null && (await find()) ? preconditionFailed() : problem('not_found')
}

export function preconditionFailed(): Problem<412> {
  return problem('precondition_failed', { errors: [inputError('/header/if-match', 'staleTag')] })
}
