/** Log of acknowledged writes, to compare with the stored data later. */
import { createHash } from 'node:crypto'
import type { Client } from '../client.ts'

interface Entry {
  readonly path: string
  /** Expected members of a JSON object, or the expected SHA-256 of the bytes. */
  readonly is: Readonly<Record<string, unknown>> | string
}

export interface Ledger {
  /** Records an acknowledged write: an object with these members, or bytes with this SHA-256. */
  note(path: string, is: Entry['is']): void
  readonly size: number
  /** Reads everything back. Resolves to a line for each entry that is missing or differs. */
  differences(reader: Client): Promise<string[]>
}

export function createLedger(): Ledger {
  const entries: Entry[] = []
  return {
    note: (path, is) => void entries.push({ path, is }),
    get size() {
      return entries.length
    },
    async differences(reader) {
      const found: string[] = []
      for (const { path, is } of entries) {
        const answer = await reader.get(path)
        if (answer.status !== 200) found.push(`${path}: ${answer.status}`)
        else if (typeof is === 'string') {
          if (sha256(answer.bytes) !== is) found.push(`${path}: bytes differ from those sent`)
        } else {
          const there = answer.json<Record<string, unknown>>()
          for (const [member, value] of Object.entries(is))
            if (there[member] !== value)
              found.push(
                `${path}: ${member} is ${JSON.stringify(there[member])?.slice(0, 80)}, not ${JSON.stringify(value)?.slice(0, 80)}`,
              )
        }
      }
      return found
    },
  }
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
