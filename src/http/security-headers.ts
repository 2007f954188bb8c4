const HTTPS_LIFETIME_SECONDS = 31_536_000

/**
 * Returns headers that prevent browsers from using a response except as data for the page that requested it.
 * Pages and embeddable content (/docs and the content of files) override them.
 *
 * @param options.https true if the server is reached by https, which browsers must then keep using (RFC 6797)
 */
export function securityHeaders(options: { https: boolean }): Record<string, string> {
  return {
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Without includeSubDomains, because subdomains may belong to others.
    ...(options.https && { 'strict-transport-security': `max-age=${HTTPS_LIFETIME_SECONDS}` }),
  }
}
