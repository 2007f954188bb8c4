/** A username as it is shown: normalised (NFKC), so that what looks the same is the same. */
export function displayName(given: string): string {
  return given.normalize('NFKC')
}

/**
 * What makes two usernames the same: without regard to case. By way of upper case, because it joins what lower case
 * keeps apart (ß and SS, ς and σ); of lower case before, because that joins ẞ and ß; and normalised again, because
 * changing case can undo that.
 */
export function usernameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC')
}
