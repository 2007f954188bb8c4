import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Problem, problem } from '../http/problems/problem.ts'
import { pathOf } from '../http/public-url.ts'

export interface SignedUrl {
  readonly url: string
  readonly url_expires_at: string
}

export interface SignedUrls {
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

/** Signs with the first key, and accepts signatures by any of them. The lifetime is in seconds. */
export function createSignedUrls(options: {
  signingKeys: readonly [Buffer, ...Buffer[]]
  lifetime: number
}): SignedUrls {
  const { signingKeys } = options

  const signatureOf = (user: number, file: number, expires: number, key: Buffer) => {
    const mac = createHmac('sha256', key).update(`${user} ${file} ${expires}`).digest('base64url')
    return `${user}${SEPARATOR}${mac}`
  }
  return {
    to(user, file, publicUrl) {
      const expires = Math.ceil(Date.now() / 1000) + options.lifetime
      const signature = signatureOf(user, file, expires, signingKeys[0])
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
      if (!signingKeys.some(isSignedWith)) return problem('link_not_valid')
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
