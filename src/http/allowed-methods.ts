import createRouter from 'find-my-way'
import { routes } from '../../generated/routes.ts'

/**
 * The contract's paths in a router of their own. Routes of Fastify's for the methods that a path does not have would be
 * a thousand, and would not see a path that cannot be decoded.
 */
const router = createRouter({
  ignoreTrailingSlash: true,
  ignoreDuplicateSlashes: true,
  maxParamLength: Number.MAX_SAFE_INTEGER,
})
for (const { method, url } of Object.values(routes)) {
  router.on(method === 'GET' ? ['GET', 'HEAD'] : [method], url, () => {})
}

/** The order in which `Allow` lists methods. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Returns the methods of a request's target (RFC 9112, section 3.2); none if the contract has no such path. */
export function allowedMethods(target: string): string[] {
  const readable = isDecodable(target) ? target : target.replaceAll('%', '%25')
  return methods.filter((method) => router.find(method, readable) !== null)
}

function isDecodable(target: string): boolean {
  try {
    decodeURI(target)
    return true
  } catch {
    return false
  }
}
