/** Returns a username in the form that is shown: NFKC, so that names that look the same are the same. */
export function displayName(given: string): string {
  return given.normalize('NFKC')
}

/**
 * Returns the key by which usernames are compared, regardless of case.
 *
 * Upper case joins what lower case keeps apart (ß and SS, ς and σ). Lower case before it joins ẞ and ß.
 * Changing case can undo the normalisation, so it comes first and last.
 */
export function usernameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
}
