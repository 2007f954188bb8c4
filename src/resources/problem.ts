import Negotiator from 'negotiator'
import { resource } from '../http/bind.ts'
import { problem } from '../problem.ts'
import { problemType } from '../problem-codes.ts'

type ProblemType = NonNullable<ReturnType<typeof problemType>>

export const problems = resource('problem', () => ({
  getProblemType: async ({ params, request }) => {
    const found = problemType(params.code)
    if (found === undefined) return problem('not_found')
    const headers = { Vary: 'Accept' } as const
    const type = new Negotiator(request).mediaType(['application/json', 'text/html'])
    if (type !== 'text/html') return { status: 200, headers, body: found }
    return { status: 200, headers, type: 'text/html; charset=utf-8', body: pageOf(found) }
  },
}))

/** Returns a page for people. Everything in it is this server's own text, in which names are between backticks. */
function pageOf({ advice, code, meaning, status, title }: ProblemType): string {
  const withNames = (text: string) => text.replaceAll(/`([^`]+)`/g, '<code>$1</code>')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p><code>${code}</code>, status ${status}</p>
<p>${withNames(meaning)}</p>
<p>${withNames(advice)}</p>
</html>
`
}
