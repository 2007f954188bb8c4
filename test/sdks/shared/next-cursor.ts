/** Finds the cursor of the next page in the headers of a list. */
export function nextCursor(headers: { get(name: string): unknown }): string | undefined {
  const link = String(headers.get('Link') ?? '')
  return /[?&]cursor=([\w-]+)[^>]*>; rel="next"/.exec(link)?.[1]
}
