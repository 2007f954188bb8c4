import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Problem, problem } from '../http/problems/problem.ts'
import { pathOf } from '../http/public-url.ts'

export interface SignedUrl {
  readonly url: string
  readonly url_expires_at: string
}

export interface SignedUrls {
  to(file: number, publicUrl: string): SignedUrl
  /**
   * Checks the parameters of a signed URL. Returns undefined if they are valid for this file, else the
   * problem.
   */
  refusal(file: number, expires: number, signature: string): Problem<401 | 403> | undefined
  /**
   * Returns the id of the file that a URL below `publicUrl` points to, signed or not; undefined for other
   * URLs.
   */
  fileOf(address: string, publicUrl: string): number | undefined
}

/** Signs with the first key, and accepts signatures by any of them. The lifetime is in seconds. */
export function createSignedUrls(options: {
  signingKeys: readonly [Buffer, ...Buffer[]]
  lifetime: number
}): SignedUrls {
  const { signingKeys } = options

  const signatureOf = (file: number, expires: number, key: Buffer) =>
    createHmac('sha256', key).update(`${file} ${expires}`).digest('base64url')

  return {
    to(file, publicUrl) {
      const expires = Math.ceil(Date.now() / 1000) + options.lifetime
      const signature = signatureOf(file, expires, signingKeys[0])
      return {
        url: `${publicUrl}/api/file/${file}/content?expires=${expires}&signature=${signature}`,
        url_expires_at: new Date(expires * 1000).toISOString(),
      }
    },

    refusal(file, expires, signature) {
      // Compares the encoded text: several texts decode to the same bytes.
      const given = Buffer.from(signature)
      const isSignedWith = (key: Buffer) => {
        const expected = Buffer.from(signatureOf(file, expires, key))
        return given.length === expected.length && timingSafeEqual(given, expected)
      }
      if (!signingKeys.some(isSignedWith)) return problem('link_not_valid')
      return expires * 1000 < Date.now() ? problem('link_expired') : undefined
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
