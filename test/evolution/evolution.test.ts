/**
 * Evolution of the contract: breaking changes need a new major version, and CHANGELOG.md is derived.
 *
 * @long compares many contracts.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { type Document, parse, parseDocument, visit } from 'yaml'
import { temporaryDirectory } from '../support/server.ts'
import { type Change, changesBetween, oasdiffIsMissing } from './changes.ts'
import type { Contract } from './comparable.ts'
import { release } from './release.ts'
import { compareVersions, nextVersion, objectionTo } from './version.ts'

const root = new URL('../../', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, root), 'utf8')
const written = read('openapi.yaml')
const original = parseDocument(written) as Document
const released: Contract = parse(read('test/evolution/released.yaml'))
const skip = oasdiffIsMissing

type Edit = (document: Document) => void

/** Returns the contract with some edits, as version 1.2.3 or another. */
function edited(edits: Edit, version = '1.2.3'): Contract {
  const document = original.clone()
  document.setIn(['info', 'version'], version)
  edits(document)
  return document.toJS()
}

const schema = (name: string, ...path: string[]) => ['components', 'schemas', name, ...path]
const me = (...path: string[]) => ['paths', '/api/user/me', ...path]
const text = { type: 'string', maxLength: 9 }

function without(document: Document, path: string[], value: string): void {
  const values: unknown[] = document.getIn(path) ? (parse(String(document.getIn(path))) as unknown[]) : []
  document.setIn(
    path,
    values.filter((other) => other !== value),
  )
}

function copyOf(document: Document, path: string[]): unknown {
  return (document.getIn(path) as { clone(): unknown }).clone()
}

const breaking: readonly (readonly [what: string, edit: Edit, operation: string, change: RegExp])[] = [
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
    'a member that becomes optional',
    (d) => without(d, schema('Chat', 'required'), 'title'),
    'GET /api/chat/',
    /`title` became optional/,
  ],
  [
    'a member that becomes nullable',
    (d) => d.setIn(schema('Chat', 'properties', 'title', 'type'), ['string', 'null']),
    'GET /api/chat/{id}',
    /`title` became nullable/,
  ],
  [
    'another type',
    (d) => d.setIn(schema('Chat', 'properties', 'title'), { type: 'boolean' }),
    'GET /api/chat/{id}',
    /`title` .* changed from `string`/,
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
    'POST /api/llm/',
    /removed `run_active` from the `code`/,
  ],
  [
    'a removed event',
    (d) => d.setIn(schema('KnownRunEvent', 'oneOf'), [{ $ref: '#/components/schemas/StartedEvent' }]),
    'POST /api/llm/',
    /removed `.*CompletedEvent.*` from the response body/,
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
    'a new required member of a request',
    (d) => {
      d.setIn(schema('ChatCreate', 'properties', 'colour'), text)
      d.setIn(schema('ChatCreate', 'required'), ['colour'])
    },
    'POST /api/chat/',
    /added the new required request property `colour`/,
  ],
  [
    'a removed member of a request',
    (d) => d.deleteIn(schema('ChatCreate', 'properties', 'title')),
    'POST /api/chat/',
    /removed the request property `title`/,
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
    'another pattern',
    (d) => d.setIn(schema('ChatCreate', 'properties', 'title', 'pattern'), '^a*$'),
    'POST /api/chat/',
    /changed the pattern of the request property `title`/,
  ],
  [
    'a new rule between members of a request',
    (d) => d.setIn(schema('ChatCreate', 'not'), { required: ['title', 'user'] }),
    'POST /api/chat/',
    /added the rule `not \{"required":\["title","user"\]\}`/,
  ],
  [
    'a removed operation',
    (d) => d.deleteIn(me('delete')),
    'DELETE /api/user/me',
    /removed without deprecation/,
  ],
  [
    'a renamed operation',
    (d) => d.setIn(me('get', 'operationId'), 'whoAmI'),
    'GET /api/user/me',
    /removed and replaced with `whoAmI`/,
  ],
  [
    'a renamed path parameter',
    (d) => {
      d.setIn(['paths', '/problems/{name}'], d.getIn(['paths', '/problems/{code}']))
      d.deleteIn(['paths', '/problems/{code}'])
    },
    'GET /problems/{code}',
    /removed/,
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
    'a removed status',
    (d) => {
      d.setIn(me('get', 'responses', '202'), d.getIn(me('get', 'responses', '200')))
      d.deleteIn(me('get', 'responses', '200'))
    },
    'GET /api/user/me',
    /removed the success response/,
  ],
  [
    'a removed media type',
    (d) => d.deleteIn(['paths', '/api/llm/', 'post', 'responses', '200', 'content', 'text/event-stream']),
    'POST /api/llm/',
    /removed the media type `text\/event-stream`/,
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
    'another security scheme for all operations',
    (d) => d.setIn(['security'], [{ signedLink: [] }]),
    'GET /api/chat/',
    /scheme security `bearerAuth` was removed/,
  ],
  [
    'a header removed from responses without an operation',
    (d) => d.deleteIn(['x-without-operation', 'responses', '405', 'headers', 'Allow']),
    'other path',
    /removed the required property `header Allow`/,
  ],
]

/** Compatible edits, with a pattern for the reported change if the comparison reports one. */
const compatible: readonly (readonly [what: string, edit: Edit, change?: RegExp])[] = [
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

t.test('openapi.yaml is compatible with the last release or has a new major version', { skip }, async (t) => {
  const contract: Contract = parse(written)
  const changes = changesBetween(released, contract)
  t.equal(objectionTo(released.info.version, contract.info.version, changes), '')
})

t.test('the version never decreases, and CHANGELOG.md begins with the last release', async (t) => {
  const { version } = (parse(written) as Contract).info
  t.ok(compareVersions(version, released.info.version) >= 0, `${version} after ${released.info.version}`)
  t.equal(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1], released.info.version)
})

t.test('a breaking change is refused by name, except in a new major version', { skip }, async (t) => {
  const base = edited(() => {})
  for (const [what, edit, operation, change] of breaking) {
    const changes = changesBetween(base, edited(edit))
    const objection = objectionTo('1.2.3', '1.3.0', changes)
    t.match(objection, /^Version 1\.3\.0 breaks clients of 1\.2\.3\. .* 2\.0\.0 or higher:/, what)
    t.match(objection, operation, what)
    t.match(objection, change, what)
    t.equal(objectionTo('1.2.3', '2.0.0', changes), '', what)
  }
})

t.test(
  'a deprecated operation can be removed after its sunset in a new major version',
  { skip },
  async (t) => {
    const removalAfter = (sunset: string) => {
      const base = edited((d) => {
        d.setIn(me('delete', 'deprecated'), true)
        d.setIn(me('delete', 'x-sunset'), sunset)
      })
      return changesBetween(
        base,
        edited((d) => d.deleteIn(me('delete'))),
      )
    }
    const early = removalAfter('2099-01-01')
    t.match(objectionTo('1.2.3', '2.0.0', early), /until its sunset:\n- `DELETE \/api\/user\/me`: /)
    const late = removalAfter('2020-01-01')
    t.match(objectionTo('1.2.3', '1.3.0', late), /2\.0\.0 or higher:\n- `DELETE \/api\/user\/me`: /)
    t.equal(objectionTo('1.2.3', '2.0.0', late), '')
  },
)

t.test('additions are accepted in any version', { skip }, async (t) => {
  const base = edited(() => {})
  t.equal(objectionTo('1.2.3', '1.2.3', changesBetween(base, base)), '', 'nothing')
  // All edits are compared at once, at 0.3 s per comparison. An objection would name the edit at fault.
  const all = edited((document) => {
    for (const [, edit] of compatible) edit(document)
  })
  const changes = changesBetween(base, all)
  t.equal(objectionTo('1.2.3', '1.2.3', changes), '')
  for (const [what, , change] of compatible)
    t.ok(change === undefined || changes.some(({ text }) => change.test(text)), what)
})

t.test('the next version depends on the changes', async (t) => {
  const added: Change = { id: 'endpoint-added', isBreaking: false, operation: undefined, text: '' }
  const removed: Change = { ...added, isBreaking: true }
  for (const [before, changes, next] of [
    ['1.2.3', [], '1.2.4'],
    ['1.2.3', [added], '1.3.0'],
    ['1.2.3', [added, removed], '2.0.0'],
    // Below 1.0.0 the second number is the major version.
    ['0.2.3', [], '0.2.4'],
    ['0.2.3', [added], '0.2.4'],
    ['0.2.3', [removed], '0.3.0'],
    ['0.9.10', [removed], '0.10.0'],
  ] as const)
    t.equal(nextVersion(before, changes), next, before)
  t.same(['1.10.0', '0.2.0', '1.9.0', '1.9.10'].sort(compareVersions), ['0.2.0', '1.9.0', '1.9.10', '1.10.0'])
})

t.test('a release is recorded with an entry that names operations and changes', { skip }, async (t) => {
  const path = await temporaryDirectory(t)
  const directory = pathToFileURL(`${path}/`)
  mkdirSync(join(path, 'test/evolution'), { recursive: true })
  const put = (name: string, text: string) => writeFileSync(join(path, name), text)
  const get = (name: string) => readFileSync(join(path, name), 'utf8')
  const intro = '# Changelog\n\nIntroduction.\n\n'
  put('CHANGELOG.md', `${intro}## 1.2.3 (2026-01-01)\n\nThe first.\n`)
  put('test/evolution/released.yaml', JSON.stringify(edited(() => {})))
  const next = (version: string) =>
    edited((d) => {
      d.deleteIn(me('delete'))
      d.setIn(me('put'), copyOf(d, me('get')))
      d.setIn(me('put', 'operationId'), 'renameMe')
      d.addIn(schema('KnownErrorCode', 'enum'), 'later')
      d.setIn(['components', 'parameters', 'Limit', 'schema', 'maximum'], 500)
      d.setIn(['paths', '/api/chat/', 'get', 'deprecated'], true)
    }, version)

  put('openapi.yaml', JSON.stringify(next('1.3.0')))
  t.throws(() => release(directory, '2026-02-02'), {
    message: /^Version 1\.3\.0 breaks clients of 1\.2\.3\./,
  })
  t.equal(parse(get('test/evolution/released.yaml')).info.version, '1.2.3', 'nothing is recorded')

  put('openapi.yaml', JSON.stringify(next('2.0.0')))
  const entry = release(directory, '2026-02-02')
  const parts = Object.fromEntries(
    entry.split('\n### ').map((part) => part.split('\n\n') as [string, string]),
  )
  t.match(entry, /^## 2\.0\.0 \(2026-02-02\)\n\n### Breaking\n\n- /)
  t.match(parts.Breaking, /^- `DELETE \/api\/user\/me`: api removed without deprecation$/m)
  t.match(parts.Deprecated, /^- `GET \/api\/chat\/`: endpoint deprecated$/m)
  t.match(parts.Added, /^- `PUT \/api\/user\/me`: endpoint added$/m)
  t.match(parts.Added, /^- `DELETE .*`, .* and \d+ more: added `later` to the `code` .* and \d+ more$/m)
  t.match(
    parts.Changed,
    /^- `GET \/api\/chat\/`, .*`limit`, the max was increased from `200.00` to `500.00`$/m,
  )
  t.equal(get('CHANGELOG.md'), `${intro}${entry}\n## 1.2.3 (2026-01-01)\n\nThe first.\n`)
  t.equal(get('test/evolution/released.yaml'), get('openapi.yaml'))
  t.throws(() => release(directory, '2026-02-02'), { message: /is 2\.0\.0; set it to 2\.0\.1 or higher/ })

  put('openapi.yaml', get('openapi.yaml').replace('"2.0.0"', '"2.0.1"'))
  t.match(release(directory, '2026-02-03'), /Only descriptions and examples changed\./)
})
