/**
 * Returns the URL of `path` under a provider's base URL, and its credentials as a Basic authorization value
 * (RFC 7617).
 *
 * @throws TypeError or URIError, neither with the value, for an invalid base URL or key
 */
export function endpoint(options: {
  readonly baseUrl: string
  readonly path: string
  readonly apiKey: string | undefined
}): { url: URL; basic: string | undefined } {
  const { apiKey } = options
  const url = URL.parse(options.baseUrl)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError("The language model's base URL is not an http or https URL")
  }
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError("The language model's API key has characters that no header can carry")
  }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  url.pathname = url.pathname.replace(/\/+$/, '') + options.path
  const basic = credentials === ':' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`
  return { url, basic }
}
