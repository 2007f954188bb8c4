import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Problem, problem } from '../http/problems/problem.ts'
import { pathOf } from '../http/public-url.ts'

/** A signed link, and when it expires (RFC 3339). */
export interface SignedUrl {
  readonly url: string
  readonly url_expires_at: string
}

/** Signed links to the bytes of files. */
export interface SignedUrls {
  /** A link below `publicUrl` that opens a file's bytes to whoever has it, until it expires. */
  to(file: number, publicUrl: string): SignedUrl
  /** Checks the two parameters that a link carries: undefined where it opens this file, else why not. */
  refusal(file: number, expires: number, signature: string): Problem<401 | 403> | undefined
  /**
   * The id of the file whose content an address below `publicUrl` leads to, signed or not; undefined for any
   * other address.
   */
  fileOf(address: string, publicUrl: string): number | undefined
}

/**
 * Makes links that are signed with the first key, and takes those that any of them has signed.
 *
 * @param options.lifetime in seconds
 */
export function createSignedUrls(options: {
  keys: readonly [Buffer, ...Buffer[]]
  lifetime: number
}): SignedUrls {
  const { keys } = options

  const signatureOf = (file: number, expires: number, key: Buffer) =>
    createHmac('sha256', key).update(`${file} ${expires}`).digest('base64url')

  return {
    to(file, publicUrl) {
      const expires = Math.ceil(Date.now() / 1000) + options.lifetime
      const signature = signatureOf(file, expires, keys[0])
      return {
        url: `${publicUrl}/api/file/${file}/content?expires=${expires}&signature=${signature}`,
        url_expires_at: new Date(expires * 1000).toISOString(),
      }
    },

    refusal(file, expires, signature) {
      // The text is compared, not what it decodes to: several texts decode to the same bytes.
      const given = Buffer.from(signature)
      const isSignedWith = (key: Buffer) => {
        const expected = Buffer.from(signatureOf(file, expires, key))
        return given.length === expected.length && timingSafeEqual(given, expected)
      }
      if (!keys.some(isSignedWith)) return problem('link_not_valid')
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
