import { foreignKeys } from '../../generated/database.ts'
import { violatedConstraint } from './failures.ts'

const references: Readonly<Record<string, string | undefined>> = foreignKeys

/**
 * Returns the table that lacks the row which a violated foreign key refers to; undefined for any other error.
 */
export function missingReference(error: unknown): string | undefined {
  return references[violatedConstraint(error) ?? '']
}
