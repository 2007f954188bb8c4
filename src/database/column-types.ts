import pg from 'pg'

const { builtins } = pg.types

/**
 * Reads columns as the API sends them: bigint as a number (ids stay in JavaScript's safe range), timestamptz
 * as RFC 3339 text in UTC, date as its text.
 */
export function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (type === builtins.INT8) return Number
    if (type === builtins.TIMESTAMPTZ) return rfc3339
    // A Date would be midnight of wherever this runs.
    if (type === builtins.DATE) return String
  }
  return pg.types.getTypeParser(type, format)
}

/**
 * PostgreSQL's ISO form differs from RFC 3339 in two characters where the session's time zone is UTC, and in
 * the zeros at the end, which it leaves out: without them texts would not sort as the times do.
 */
function rfc3339(text: string): string {
  return text.endsWith('+00')
    ? `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`
    : new Date(`${text.slice(0, 10)}T${text.slice(11)}${/[+-]\d\d$/.test(text) ? ':00' : ''}`).toISOString()
}
