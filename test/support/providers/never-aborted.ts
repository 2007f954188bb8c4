/** Signal for calls that a test does not abort. */
export const neverAborted = new AbortController().signal
