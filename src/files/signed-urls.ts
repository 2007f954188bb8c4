import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Problem, problem } from '../http/problems/problem.ts'
import { pathOf } from '../http/public-url.ts'

/** Signed URL and its expiry (RFC 3339). */
export interface SignedUrl {
  readonly url: string
  readonly url_expires_at: string
}

export interface SignedUrls {
  /** Returns a URL below `publicUrl` that gives access to a user's file's bytes until it expires. */
  to(user: number, file: number, publicUrl: string): SignedUrl
  /**
   * Checks the parameters of a signed URL. Returns the owner of the file if they are valid for it, else the
   * problem.
   */
  ownerOf(file: number, expires: number, signature: string): number | Problem<401 | 403>
  /**
   * Returns the id of the file that a URL below `publicUrl` points to, signed or not; undefined for other
   * URLs.
   */
  fileOf(address: string, publicUrl: string): number | undefined
}

/** Separates the user's id, by which the file is found, from the MAC of a signature. */
const SEPARATOR = '.'

/**
 * Creates the signer: it signs with the first key and accepts signatures by any of them.
 *
 * @param options.lifetime in seconds
 */
export function createSignedUrls(options: {
  keys: readonly [Buffer, ...Buffer[]]
  lifetime: number
}): SignedUrls {
  const { keys } = options

  const signatureOf = (user: number, file: number, expires: number, key: Buffer) => {
    const mac = createHmac('sha256', key).update(`${user} ${file} ${expires}`).digest('base64url')
    return `${user}${SEPARATOR}${mac}`
  }
  return {
    to(user, file, publicUrl) {
      const expires = Math.ceil(Date.now() / 1000) + options.lifetime
      const signature = signatureOf(user, file, expires, keys[0])
      return {
        url: `${publicUrl}/api/file/${file}/content?expires=${expires}&signature=${signature}`,
        url_expires_at: new Date(expires * 1000).toISOString(),
      }
    },

    ownerOf(file, expires, signature) {
      const owner = Number.parseInt(signature, 10)
      // Compares the encoded text: several texts decode to the same bytes.
      const given = Buffer.from(signature)
      const isSignedWith = (key: Buffer) => {
        const expected = Buffer.from(signatureOf(owner, file, expires, key))
        return given.length === expected.length && timingSafeEqual(given, expected)
      }
      if (!keys.some(isSignedWith)) return problem('link_not_valid')
      return expires * 1000 < Date.now() ? problem('link_expired') : owner
    },

    fileOf(address, publicUrl) {
      if (!URL.canParse(address, publicUrl)) return undefined
      const url = new URL(address, publicUrl)
      const path = `${pathOf(publicUrl)}/api/file/`
      if (url.origin !== new URL(publicUrl).origin || !url.pathname.startsWith(path)) return undefined
      const id = /^([1-9]\d{0,15})(?:\/content)?\/?$/.exec(url.pathname.slice(path.length))?.[1]
      return id !== undefined && Number.isSafeInteger(Number(id)) ? Number(id) : undefined
    },
  }
}
