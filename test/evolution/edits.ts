/** Edits of the contract that break its clients, and edits that do not. */
import { type Document, parse, visit } from 'yaml'

/** Edit of the contract in place. */
export type Edit = (document: Document) => void

/** Returns the path of a schema, or of something in it. */
export const schema = (name: string, ...path: string[]) => ['components', 'schemas', name, ...path]
/** Returns the path of the operations on the user's own account, or of something in them. */
export const me = (...path: string[]) => ['paths', '/api/user/me', ...path]
const text = { type: 'string', maxLength: 9 }

function without(document: Document, path: string[], value: string): void {
  const values: unknown[] = document.getIn(path) ? (parse(String(document.getIn(path))) as unknown[]) : []
  document.setIn(
    path,
    values.filter((other) => other !== value),
  )
}

export function copyOf(document: Document, path: string[]): unknown {
  return (document.getIn(path) as { clone(): unknown }).clone()
}

/** Breaking edits, with an operation that each breaks and a pattern for the reported change. */
type Breaking = readonly [what: string, edit: Edit, operation: string, change: RegExp]

/**
 * Breaking edits, with an operation that each breaks and a pattern for the reported change. All edits of a
 * group are compared at once, at 0.4 s per comparison, so none of them changes what another one reports.
 */
export const breaking: readonly (readonly Breaking[])[] = [
  [
    [
      'a removed member of a response',
      (d) => {
        d.deleteIn(schema('Chat', 'properties', 'title'))
        without(d, schema('Chat', 'required'), 'title')
      },
      'GET /api/chat/{id}',
      /removed the required property `title`/,
    ],
    [
      'a removed optional member of a response',
      (d) => d.deleteIn(schema('Problem', 'properties', 'run')),
      'GET /api/chat/',
      /removed the optional property `run`/,
    ],
    [
      'another value in a closed enum',
      (d) => d.addIn(schema('RunStatus', 'enum'), 'paused'),
      'GET /api/run/{id}',
      /added the new `paused` enum value/,
    ],
    [
      'a value removed from an open enum',
      (d) => without(d, schema('KnownErrorCode', 'enum'), 'run_active'),
      'GET /api/chat/',
      /removed `run_active` from the `code`/,
    ],
    [
      'a removed event',
      (d) => d.setIn(schema('KnownRunEvent', 'oneOf'), [{ $ref: '#/components/schemas/StartedEvent' }]),
      'POST /api/llm/',
      /removed `.*CompletedEvent.*` from the response body/,
    ],
    [
      'a new required member of a request',
      (d) => {
        d.setIn(schema('ChatCreate', 'properties', 'colour'), text)
        d.setIn(schema('ChatCreate', 'required'), ['colour'])
      },
      'POST /api/chat/',
      /added the new required request property `colour`/,
    ],
    [
      'a narrowed enum of a request',
      (d) => without(d, schema('Overflow', 'enum'), 'error'),
      'POST /api/llm/',
      /removed the enum value `error` of the request property `overflow`/,
    ],
    [
      'a narrowed parameter',
      (d) => d.setIn(['components', 'parameters', 'Limit', 'schema', 'maximum'], 100),
      'GET /api/chat/',
      /`limit`, the max was decreased/,
    ],
    [
      'another default of a parameter',
      (d) => d.setIn(['components', 'parameters', 'Limit', 'schema', 'default'], 20),
      'GET /api/chat/',
      /`limit`, default value was changed/,
    ],
    [
      'a new required parameter',
      (d) => d.addIn(me('get', 'parameters'), { name: 'q', in: 'query', required: true, schema: text }),
      'GET /api/user/me',
      /new required `query` request parameter `q`/,
    ],
    [
      'a removed parameter',
      (d) => d.setIn(['paths', '/api/message/', 'get', 'parameters'], []),
      'GET /api/message/',
      /deleted the `query` request parameter `chat`/,
    ],
    [
      'a shorter text',
      (d) => d.setIn(schema('Credentials', 'properties', 'username', 'maxLength'), 10),
      'POST /api/register/',
      /`username` request property's maxLength was decreased/,
    ],
    [
      'a removed operation',
      (d) => d.deleteIn(me('delete')),
      'DELETE /api/user/me',
      /api removed without deprecation/,
    ],
    [
      'a renamed path parameter',
      (d) => {
        d.setIn(['paths', '/problems/{name}'], d.getIn(['paths', '/problems/{code}']))
        d.deleteIn(['paths', '/problems/{code}'])
      },
      'GET /problems/{code}',
      /api path removed without deprecation/,
    ],
    [
      'a renamed schema',
      (d) => {
        d.setIn(schema('Retry'), d.getIn(schema('KnownRetry')))
        d.deleteIn(schema('KnownRetry'))
        const [from, to] = ['#/components/schemas/KnownRetry', '#/components/schemas/Retry']
        visit(d, { Scalar: (_key, node) => void (node.value === from && Object.assign(node, { value: to })) })
      },
      'schema',
      /removed the schema `KnownRetry`/,
    ],
    [
      'a removed header',
      (d) => d.deleteIn(['paths', '/api/chat/', 'get', 'responses', '200', 'headers', 'Next-Cursor']),
      'GET /api/chat/',
      /removed the optional property `header Next-Cursor`/,
    ],
    [
      'a header of another type',
      (d) => d.setIn(['components', 'headers', 'RetryAfter', 'schema'], text),
      'GET /api/chat/',
      /`header Retry-After` .* changed from `integer`/,
    ],
    [
      'a public operation that needs a token',
      (d) => d.deleteIn(['paths', '/api/register/', 'post', 'security']),
      'POST /api/register/',
      /scheme security `no credentials` was removed/,
    ],
    [
      'a header removed from responses without an operation',
      (d) => d.deleteIn(['x-without-operation', 'responses', '405', 'headers', 'Allow']),
      'other path',
      /removed the required property `header Allow`/,
    ],
  ],
  [
    [
      'a member that becomes optional',
      (d) => without(d, schema('Chat', 'required'), 'title'),
      'GET /api/chat/',
      /`title` became optional/,
    ],
    [
      'a removed member of an event',
      (d) => {
        d.deleteIn(schema('StartedEvent', 'properties', 'run'))
        without(d, schema('StartedEvent', 'required'), 'run')
      },
      'GET /api/run/{id}/events',
      /removed the required property `anyOf\[StartedEvent\]\/run`/,
    ],
    [
      'an open enum that is closed',
      (d) => d.deleteIn(schema('ErrorCode', 'anyOf', '1')),
      'GET /api/chat/',
      /`code`/,
    ],
    [
      'a removed member of a request',
      (d) => d.deleteIn(schema('ChatCreate', 'properties', 'title')),
      'POST /api/chat/',
      /removed the request property `title`/,
    ],
    [
      'a renamed operation',
      (d) => d.setIn(me('get', 'operationId'), 'whoAmI'),
      'GET /api/user/me',
      /removed and replaced with `whoAmI`/,
    ],
    [
      'a removed media type',
      (d) => d.deleteIn(['paths', '/api/llm/', 'post', 'responses', '200', 'content', 'text/event-stream']),
      'POST /api/llm/',
      /removed the media type `text\/event-stream`/,
    ],
    [
      'another security scheme for all operations',
      (d) => d.setIn(['security'], [{ signedLink: [] }]),
      'GET /api/chat/',
      /scheme security `bearerAuth` was removed/,
    ],
  ],
  [
    [
      'a member that becomes nullable',
      (d) => d.setIn(schema('Chat', 'properties', 'title', 'type'), ['string', 'null']),
      'GET /api/chat/{id}',
      /`title` became nullable/,
    ],
    [
      'another pattern',
      (d) => d.setIn(schema('ChatCreate', 'properties', 'title', 'pattern'), '^a*$'),
      'POST /api/chat/',
      /changed the pattern of the request property `title`/,
    ],
    [
      'a removed status',
      (d) => {
        d.setIn(me('get', 'responses', '202'), d.getIn(me('get', 'responses', '200')))
        d.deleteIn(me('get', 'responses', '200'))
      },
      'GET /api/user/me',
      /removed the success response/,
    ],
  ],
  [
    [
      'another type',
      (d) => d.setIn(schema('Chat', 'properties', 'title'), { type: 'boolean' }),
      'GET /api/chat/{id}',
      /`title` .* changed from `string`/,
    ],
    [
      'a new rule between members of a request',
      (d) => d.setIn(schema('ChatCreate', 'not'), { required: ['title', 'user'] }),
      'POST /api/chat/',
      /added the rule `not \{"required":\["title","user"\]\}`/,
    ],
  ],
]

/** Compatible edits, with a pattern for the reported change if the comparison reports one. */
export const compatible: readonly (readonly [what: string, edit: Edit, change?: RegExp])[] = [
  ['a description', (d) => d.setIn(me('get', 'description'), 'Another one.')],
  [
    'a description of a rule',
    (d) => d.setIn(schema('RunCreate', 'not', 'anyOf', '0', 'description'), 'Another one.'),
  ],
  ['an example', (d) => d.setIn(['components', 'headers', 'RetryAfter', 'example'], 2)],
  [
    'an optional member of a request',
    (d) => d.setIn(schema('ChatCreate', 'properties', 'colour'), text),
    /added the new optional request property `colour`/,
  ],
  [
    'an optional member of a response',
    (d) => d.setIn(schema('Chat', 'properties', 'shape'), text),
    /added the optional property `shape`/,
  ],
  [
    'a required member of a response',
    (d) => {
      d.setIn(schema('Chat', 'properties', 'colour'), text)
      d.addIn(schema('Chat', 'required'), 'colour')
    },
    /added the required property `colour`/,
  ],
  [
    'an operation',
    (d) => {
      d.setIn(me('put'), copyOf(d, me('get')))
      d.setIn(me('put', 'operationId'), 'renameMe')
    },
    /^endpoint added/,
  ],
  [
    'an optional parameter',
    (d) => d.addIn(me('get', 'parameters'), { name: 'q', in: 'query', required: false, schema: text }),
    /added the new optional `query` request parameter `q`/,
  ],
  [
    'a value of an open enum',
    (d) => d.addIn(schema('KnownErrorCode', 'enum'), 'later'),
    /added `later` to the `code`/,
  ],
  [
    'a value of another open enum',
    (d) => d.addIn(schema('RunPurpose', 'anyOf', '0', 'enum'), 'later'),
    /added `later` to the `purpose`/,
  ],
  [
    'an event',
    (d) => {
      const type = { type: 'string', enum: ['later'] }
      d.setIn(schema('LaterEvent'), { type: 'object', required: ['type'], properties: { type } })
      d.addIn(schema('KnownRunEvent', 'oneOf'), { $ref: '#/components/schemas/LaterEvent' })
    },
    /added `LaterEvent`/,
  ],
  [
    'a value of an enum of requests',
    (d) => d.addIn(schema('Overflow', 'enum'), 'summarize'),
    /added the new `summarize` enum value/,
  ],
  [
    'a longer text',
    (d) => d.setIn(schema('ChatCreate', 'properties', 'title', 'maxLength'), 1000),
    /`title` request property's maxLength was increased/,
  ],
  [
    'a failure',
    (d) => d.setIn(me('get', 'responses', '418'), { $ref: '#/components/responses/RateLimited' }),
    /added the non-success response with the status `418`/,
  ],
  [
    'a header',
    (d) =>
      d.setIn(me('get', 'responses', '200', 'headers', 'Later'), {
        description: 'A later one.',
        schema: text,
      }),
    /added the optional property `header Later`/,
  ],
  [
    'another security scheme',
    (d) => d.setIn(me('get', 'security'), [{ bearerAuth: [] }, { key: [] }]),
    /scheme security `key` was added/,
  ],
  [
    'a deprecated operation',
    (d) => {
      d.setIn(me('delete', 'deprecated'), true)
      d.setIn(me('delete', 'x-sunset'), '2099-01-01')
    },
    /^endpoint deprecated/,
  ],
]
