interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  example?: unknown
  examples?: unknown
}

interface Response {
  readonly $ref?: string
  description?: string
  headers?: Record<string, unknown>
  content?: Record<string, unknown>
  links?: unknown
}

interface Operation {
  tags: string[]
  description: string
  readonly parameters?: readonly Parameter[]
  readonly responses: Record<string, Response>
}

export interface Document {
  readonly info: { description: string }
  readonly servers: readonly { readonly url: string }[]
  tags: { readonly name: string; readonly description: string }[]
  readonly paths: Record<string, Partial<Record<'get' | 'put' | 'post' | 'delete', Operation>>>
  readonly components: {
    readonly parameters: Record<string, Parameter>
    readonly responses: Record<string, Response>
  }
}

/**
 * Returns a contract in a form that suits Swagger UI. Its source is sent to the page, so it must not use
 * anything outside itself.
 */
export function docsView(contract: Document): Document {
  const document = structuredClone(contract)
  const operations = Object.values(document.paths).flatMap(({ get, put, post, delete: remove }) =>
    [get, put, post, remove].filter((operation) => operation !== undefined),
  )
  const shared = document.components.responses
  const responses = [...operations.flatMap((operation) => Object.values(operation.responses))]
    .filter((response) => response.$ref === undefined)
    .concat(Object.values(shared))

  function inMost(lists: string[][]): Set<string> {
    const counts = new Map<string, number>()
    for (const value of lists.flat()) counts.set(value, (counts.get(value) ?? 0) + 1)
    return new Set([...counts].filter(([, count]) => count > lists.length / 2).map(([value]) => value))
  }

  function folded(markdown: string, summary: string): string {
    return `<details><summary>${summary}</summary>\n\n${markdown}\n\n</details>`
  }

  const commonHeaders = inMost(responses.map(({ headers }) => Object.keys(headers ?? {})))
  for (const response of responses) {
    for (const name of commonHeaders) delete response.headers?.[name]
    delete response.links
    if (response.content?.['application/problem+json'] === undefined) continue
    const names = Object.keys(response.headers ?? {}).map((name) => `\`${name}\``)
    if (names.length > 0)
      response.description = `${response.description?.trim()} Headers: ${names.join(', ')}.`
    delete response.headers
    delete response.content
  }

  const keyOf = (status: string, { $ref = '' }: Response) => `${status} ${$ref.split('/').pop()}`
  const commonResponses = inMost(
    operations.map((operation) =>
      Object.entries(operation.responses)
        .filter(([, { $ref }]) => $ref !== undefined)
        .map(([status, response]) => keyOf(status, response)),
    ),
  )
  for (const operation of operations) {
    const common = Object.keys(operation.responses).filter((status) =>
      commonResponses.has(keyOf(status, operation.responses[status] ?? {})),
    )
    for (const status of common) delete operation.responses[status]
    if (common.length > 0)
      operation.responses.default = {
        description: `${common.join(', ')}: problems that most operations share; see the top of this page.`,
      }
    const [first, ...more] = operation.description.trim().split('\n\n')
    if (more.length > 0) operation.description = `${first}\n\n${folded(more.join('\n\n'), 'More')}`
  }

  const declared = operations.flatMap(({ parameters = [] }) => parameters)
  for (const parameter of [...Object.values(document.components.parameters), ...declared]) {
    if (parameter.required && parameter.name !== 'id') continue
    delete parameter.example
    delete parameter.examples
  }

  const order = [
    'chat',
    'llm',
    'run',
    'message',
    'file',
    'usage',
    'user',
    'token',
    'contract',
    'problem',
    'health',
  ]
  const place = ({ name }: { name: string }) => (order.includes(name) ? order.indexOf(name) : order.length)
  document.tags.sort((one, other) => place(one) - place(other))
  document.tags.unshift({ name: 'start', description: 'Register, then log in.' })
  for (const path of ['/api/register/', '/api/token/']) {
    const operation = document.paths[path]?.post
    if (operation) operation.tags = ['start']
  }

  const base = document.servers[0]?.url.replace(/\/$/, '') ?? ''
  const problems = [...commonResponses].sort().map((key) => {
    const [status = '', name = ''] = key.split(' ')
    return `- **${status}** ${shared[name]?.description?.trim().replaceAll('\n', ' ')}`
  })
  document.info.description = [
    'Every form on this page is filled in and calls this server:',
    [
      '1. **Register a user**: open it below, press *Execute*. If the username is taken, choose another one.',
      '2. **Log in** in the same way. The page then sends your access token, until it expires or you reload.',
      '3. **Create a chat**, then **Ask the model**. The page fills in the ids of what you have created.',
    ].join('\n'),
    `For code generators: [openapi.yaml](${base}/openapi.yaml) or [openapi.json](${base}/openapi.json).`,
    folded(document.info.description, 'What holds for every operation'),
    folded(
      [
        'Problems are of type `application/problem+json`. Most operations can return these:',
        problems.join('\n'),
        `Headers of most responses: ${[...commonHeaders].map((name) => `\`${name}\``).join(', ')}.`,
      ].join('\n\n'),
      'Problems and headers that most operations share',
    ),
  ].join('\n\n')
  return document
}
