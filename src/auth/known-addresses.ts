import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DB } from '../../generated/database.ts'
import { deriveKeys, type Secrets } from './key-rotation.ts'
import { findAddress, rememberAddress } from './queries/login-addresses.ts'

/** The addresses from which the owners of accounts have logged in, as `addressKey` has them. */
export interface KnownAddresses {
  /** Remembers an address from which the owner has logged in. */
  add(user: number, address: string): Promise<void>
  /** Tells whether the owner has logged in from an address in the last 90 days. */
  has(user: number, address: string): Promise<boolean>
}

/** Keeps addresses as keyed hashes: there are too few of them for a hash alone to hide one. */
export function knownAddresses(db: Kysely<DB>, secrets: Secrets): KnownAddresses {
  const keys = deriveKeys(secrets, 'parley addresses of log-ins')
  const hash = (address: string, key: Buffer) => createHmac('sha256', key).update(address).digest()
  return {
    async add(user, address) {
      await rememberAddress(db, { user, addressHash: hash(address, keys[0]) })
    },
    async has(user, address) {
      const addressHashes = keys.map((key) => hash(address, key))
      return (await findAddress(db, { user, addressHashes })) !== undefined
    },
  }
}
