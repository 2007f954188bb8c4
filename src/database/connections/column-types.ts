import pg from 'pg'

const { builtins } = pg.types

/**
 * Returns parsers that read columns as the API sends them: bigint as a number (ids are within JavaScript's
 * safe range), timestamptz as RFC 3339 in UTC, date as text.
 */
export function getTypeParser(type: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (type === builtins.INT8) return Number
    if (type === builtins.TIMESTAMPTZ) return rfc3339
    // A Date would be midnight in the local time zone.
    if (type === builtins.DATE) return String
  }
  return pg.types.getTypeParser(type, format)
}

/**
 * Converts PostgreSQL's ISO form to RFC 3339. In sessions with the time zone UTC, they differ in two
 * characters and in trailing zeros, which PostgreSQL omits; without the zeros, texts would not sort in the
 * order of time.
 */
function rfc3339(text: string): string {
  return text.endsWith('+00')
    ? `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`
    : new Date(`${text.slice(0, 10)}T${text.slice(11)}${/[+-]\d\d$/.test(text) ? ':00' : ''}`).toISOString()
}
