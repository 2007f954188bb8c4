import Negotiator from 'negotiator'
import { problem } from '../http/problems/problem.ts'
import { problemType } from '../http/problems/problem-codes.ts'
import { routesOf } from './route-registration.ts'

type ProblemType = NonNullable<ReturnType<typeof problemType>>

export const problemRoutes = routesOf('problem', () => ({
  getProblemType: async ({ params, request }) => {
    const found = problemType(params.code)
    if (found === undefined) return problem('not_found')
    const headers = { Vary: 'Accept' } as const
    const type = new Negotiator(request).mediaType(['application/json', 'text/html'])
    if (type !== 'text/html') return { status: 200, headers, body: found }
    return { status: 200, headers, type: 'text/html; charset=utf-8', body: pageOf(found) }
  },
}))

/** Returns a page for people. All text in it comes from this server, so nothing is escaped. */
function pageOf({ advice, code, meaning, status, title }: ProblemType): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p><code>${code}</code>, status ${status}</p>
<p>${meaning}</p>
<p>${advice}</p>
</html>
`
}
