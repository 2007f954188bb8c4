/** Returns the first value of a header without surrounding white space; an empty text if it is missing. */
export function firstValue(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
}
