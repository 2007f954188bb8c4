import { hkdfSync } from 'node:crypto'

/** What is signed with, the first, and what else signatures may come from, while the secret is being changed. */
export type Secrets = readonly [first: string, ...further: string[]]

/** A key of 32 bytes for one purpose, derived from a JWT secret (HKDF, RFC 5869), so that no use can stand in for another. */
function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}

/** The keys of all secrets for one purpose, in their order. */
export function deriveKeys([first, ...further]: Secrets, purpose: string): readonly [Buffer, ...Buffer[]] {
  return [deriveKey(first, purpose), ...further.map((secret) => deriveKey(secret, purpose))]
}
