import { hkdfSync } from 'node:crypto'

/** JWT secrets: the first signs, and all verify. */
export type Secrets = readonly [first: string, ...further: string[]]

/**
 * Derives a 32-byte key for one purpose (HKDF, RFC 5869), so that a signature made for one purpose is invalid
 * for another.
 */
function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}

export function deriveKeys([first, ...further]: Secrets, purpose: string): readonly [Buffer, ...Buffer[]] {
  return [deriveKey(first, purpose), ...further.map((secret) => deriveKey(secret, purpose))]
}
