import { hkdfSync } from 'node:crypto'

/** A key of 32 bytes for one purpose, derived from the JWT secret (HKDF, RFC 5869), so that no use can stand in for another. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
}
