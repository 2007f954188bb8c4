import type { FastifyRequest } from 'fastify'
import type { Guards, Hook } from '../contract/handler-types.ts'
import { type Problem, problem } from '../http/problems/problem.ts'
import type { Revocations } from './revocations.ts'
import type { Tokens } from './tokens.ts'

/** Check of a file's signed URL. Returns the file's owner, or the problem of an invalid or expired URL. */
interface SignatureCheck {
  ownerOf(file: number, expires: number, signature: string): number | Problem<401 | 403>
}

/** Returns the bearer token of a request (RFC 6750), or undefined if it has none. */
export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

/**
 * Creates one hook for each form of `security` in the contract. An operation with a new form does not compile
 * until a guard for it is added here.
 */
export function guards(dependencies: {
  tokens: Tokens
  signedUrls: SignatureCheck
  revocations: Revocations
}): Guards {
  const { tokens, signedUrls, revocations } = dependencies

  const bearerAuth: Hook = (request, _reply, done) => {
    const token = bearerToken(request)
    const claims = token === undefined ? undefined : tokens.read(token)
    if (claims?.token_type !== 'access') return done(problem('token_not_valid'))
    request.caller = { id: claims.user_id, session: claims.sid }
    const revoked = revocations.isRevoked(claims.sid)
    const finish = (isRevoked: boolean) => (isRevoked ? done(problem('token_not_valid')) : done())
    if (typeof revoked === 'boolean') finish(revoked)
    else revoked.then(finish, done)
  }

  const open: Hook = (_request, _reply, done) => done()

  const signedLink: Hook = (request, reply, done) => {
    const { id } = request.params as { id: string }
    const { expires, signature } = request.query as Record<string, unknown>
    const owner = signedUrls.ownerOf(Number(id), Number(expires), String(signature))
    if (typeof owner === 'number') {
      request.linkOwner = owner
      return done()
    }
    // An access token sent with the URL may be valid; if not, it is what a client can renew.
    if (bearerToken(request) !== undefined) bearerAuth(request, reply, done)
    else done(owner)
  }

  return {
    bearerAuth,
    nothing: open,
    'nothing or bearerAuth': open,
    'bearerAuth or signedLink': (request, reply, done) => {
      const { signature } = request.query as Record<string, unknown>
      return (signature === undefined ? bearerAuth : signedLink)(request, reply, done)
    },
  }
}
