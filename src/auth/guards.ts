import type { FastifyRequest } from 'fastify'
import type { Guards, Hook } from '../contract/handler-types.ts'
import { type Problem, problem } from '../http/problems/problem.ts'
import type { Revocations } from './revocations.ts'
import type { Tokens } from './tokens.ts'

interface SignatureCheck {
  ownerOf(file: number, expires: number, signature: string): number | Problem<401 | 403>
}

export function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

/**
 * Creates the guards, one for each form of `security` in the contract; a new form does not compile without
 * one.
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
    // An access token beside an invalid signature decides: it is valid, or the client can renew it.
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
