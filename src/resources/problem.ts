import Negotiator from 'negotiator'
import { resource } from '../http/bind.ts'
import { problem } from '../problem.ts'
import { problemKind } from '../problem-codes.ts'

type Kind = NonNullable<ReturnType<typeof problemKind>>

export const problems = resource('problem', () => ({
  getProblemType: async ({ params, request }) => {
    const kind = problemKind(params.code)
    if (kind === undefined) return problem('not_found')
    const headers = { Vary: 'Accept' } as const
    const type = new Negotiator(request).mediaType(['application/json', 'text/html'])
    if (type !== 'text/html') return { status: 200, headers, body: kind }
    return { status: 200, headers, type: 'text/html; charset=utf-8', body: pageOf(kind) }
  },
}))

/** Returns a page for people. Everything in it is this server's own text. */
function pageOf({ advice, code, meaning, status, title }: Kind): string {
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
