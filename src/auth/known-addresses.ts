import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { deriveKeys, type Secrets } from './key-rotation.ts'
import { findAddress, rememberAddress } from './queries/login-addresses.ts'

export interface KnownAddresses {
  add(user: number, address: string): Promise<void>
  /** Resolves to true if the user has logged in from the address within the last 90 days. */
  has(user: number, address: string): Promise<boolean>
}

/**
 * Stores addresses as keyed hashes, because there are so few addresses that a plain hash could be reversed.
 */
export function knownAddresses(db: Kysely<DB>, secrets: Secrets): KnownAddresses {
  const hashKeys = deriveKeys(secrets, 'parley addresses of log-ins')
  const hash = (address: string, key: Buffer) => createHmac('sha256', key).update(address).digest()
  return {
    async add(user, address) {
      await rememberAddress(db, { user, addressHash: hash(address, hashKeys[0]) })
    },
    async has(user, address) {
      const addressHashes = hashKeys.map((key) => hash(address, key))
      return (await findAddress(db, { user, addressHashes })) !== undefined
    },
  }
}
