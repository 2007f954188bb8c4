/** How long a browser must use https alone, in seconds: a year. */
const HTTPS_LIFETIME_SECONDS = 31_536_000

/**
 * Returns the headers that let browsers do nothing with a response but hand its data to the page that asked for it.
 * Responses that are pages, or content for other pages to show, replace them: /docs and the content of files.
 *
 * @param options.https whether the server is reached by https, where browsers must then stay (RFC 6797)
 */
export function securityHeaders(options: { https: boolean }): Record<string, string> {
  return {
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Subdomains may belong to others.
    ...(options.https && { 'strict-transport-security': `max-age=${HTTPS_LIFETIME_SECONDS}` }),
  }
}
