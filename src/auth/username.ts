/** Returns the displayed form of a username: NFKC, so that names that look the same are the same. */
export function displayName(given: string): string {
  return given.normalize('NFKC')
}

/**
 * Returns the key by which usernames are compared, regardless of case.
 *
 * Upper case unifies characters that lower case keeps distinct (ß and SS, ς and σ); lower case before it
 * unifies ẞ and ß. Changing case can undo the normalisation, which therefore comes first and last.
 */
export function usernameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
}
