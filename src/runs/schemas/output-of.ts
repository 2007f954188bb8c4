import { depthOf, MAX_DEPTH } from './schema-bounds.ts'

/**
 * Maximum length of an answer with a required output, in UTF-16 code units: it is parsed each time the run is
 * read.
 */
export const MAX_OUTPUT_LENGTH = 262_144

/** Returns the parsed content of a valid answer, or null if it was edited and is no longer JSON. */
export function outputOf(content: string): unknown {
  if (content.length > MAX_OUTPUT_LENGTH) return null
  try {
    const value: unknown = JSON.parse(content)
    return depthOf(value) > MAX_DEPTH ? null : value
  } catch {
    return null
  }
}
