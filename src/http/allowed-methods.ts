import createRouter from 'find-my-way'
import { routes } from '../../generated/routes.ts'

/**
 * Router for the contract's paths alone. Fastify would need a route for every method that a path lacks, about
 * a thousand in all, and would not match a path that cannot be decoded.
 */
const router = createRouter({
  ignoreTrailingSlash: true,
  ignoreDuplicateSlashes: true,
  maxParamLength: Number.MAX_SAFE_INTEGER,
})
for (const { method, url } of Object.values(routes)) {
  router.on(method === 'GET' ? ['GET', 'HEAD'] : [method], url, () => {})
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

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
