import { randomBytes } from 'node:crypto'
import { ConfigError, readConfig } from '../../src/config.ts'

/** Returns the error message of readConfig for an environment, or an empty string. */
export function complaint(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

/** Four valid secrets. */
export const secrets = [1, 2, 3, 4].map(() => randomBytes(24).toString('base64url'))
