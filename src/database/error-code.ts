/** Whether an error carries one of these codes: a system error's, Node's own, or a SQLSTATE. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
