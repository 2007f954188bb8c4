/** The types of handlers: which members a request and a response get from an OpenAPI document. */
import t from 'tap'
import { handlerTypes } from '../../src/generate/handlers.ts'
import type { Json } from '../../src/generate/json.ts'

const usual = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }
const item = { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } }
const missing = {
  description: 'Missing.',
  headers: usual,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/**
 * Writes the types of an operation that needs a token and returns one item or a 404, with these differences.
 */
function typesOf(operation: Json, response: Json = {}): string {
  const found = { description: 'An item.', headers: usual, content: item, ...response }
  return handlerTypes({
    security: [{ token: [] }],
    paths: {
      '/items/{id}': {
        parameters: [{ $ref: '#/components/parameters/Id' }],
        get: {
          operationId: 'getItem',
          tags: ['shop item'],
          summary: 'Get an item',
          responses: { '200': found, '404': { $ref: '#/components/responses/Missing' } },
          ...operation,
        },
      },
    },
    components: {
      schemas: {
        Item: { type: 'object', properties: {} },
        Open: { type: 'object' },
        Closed: { type: 'object', additionalProperties: false },
        Page: { type: 'array' },
        Sort: { type: 'string', default: 'name' },
      },
      headers: {
        RequestId: { required: true, schema: { type: 'string' } },
        Other: { required: true, schema: { type: 'string', enum: ["it's"] } },
        Size: { schema: { type: 'integer' } },
      },
      parameters: { Id: { name: 'id', in: 'path', required: true, schema: { type: 'integer' } } },
      requestBodies: { Item: { required: true, content: item } },
      responses: { Missing: missing },
    },
  })
}

function assertContains(text: string, parts: readonly string[]) {
  for (const part of parts) t.ok(text.includes(part), `${part}\n\n--- is not in ---\n\n${text}`)
}

const problem = '  | Problem<404> // Missing\n'

t.test('an operation has types for its request, its responses and its handler', async () => {
  assertContains(typesOf({}), [
    "type Item = components['schemas']['Item']\n",
    '/** Get an item: `GET /items/{id}`. */\n' +
      'export interface GetItemRequest extends RequestContext {\n  params: { id: number }\n',
    '/** An item. */\nexport interface GetItem200 {\n' +
      '  status: 200\n  headers?: never\n  type?: never\n  body: Item\n}\n',
    `export type GetItemResponse =\n  | GetItem200\n${problem}`,
    'export interface ShopItemHandlers {\n  /** Get an item. */\n' +
      '  getItem: (request: GetItemRequest) => Promise<GetItemResponse>\n}\n',
    "export interface Handlers {\n  'shop item': ShopItemHandlers\n}\n",
  ])
})

t.test('an operation id that ends with a digit is separated from the status', async () => {
  assertContains(typesOf({ operationId: 'getItem2' }), ['GetItem2_200 {', '| GetItem2_200\n'])
})

t.test('requests have the declared parameters, body and user', async (t) => {
  const parameter = (where: string, name: string, schema: Json, required = false) => ({
    parameters: [{ name, in: where, required, schema }],
  })
  const cases: [operation: Json, member: string | RegExp][] = [
    [parameter('query', 'limit', { type: 'integer' }), '  query: { limit?: number }\n'],
    [parameter('query', 'limit', { type: 'integer' }, true), '  query: { limit: number }\n'],
    [parameter('query', 'limit', { type: 'integer', default: 5 }), '  query: { limit: number }\n'],
    [parameter('query', 'sort', { $ref: '#/components/schemas/Sort' }), '  query: { sort: Sort }\n'],
    [parameter('query', 'order', { enum: ['up', "'"] }), "  query: { order?: 'up' | '\\'' }\n"],
    [parameter('query', 'order-by', { type: 'boolean' }), "  query: { 'order-by'?: boolean }\n"],
    [parameter('header', 'If-Match', { type: 'string' }), "  headers: { 'if-match'?: string }\n"],
    [{ requestBody: { $ref: '#/components/requestBodies/Item' } }, '  body: Item\n'],
    [{ requestBody: { content: item } }, '  body: Item | undefined\n'],
    [{ security: [{ token: [] }, {}] }, '  user: Caller | undefined\n'],
  ]
  for (const [operation, member] of cases) assertContains(typesOf(operation), [String(member)])
  t.notMatch(typesOf({}), /query|body\?: Item|body: Item \|/)
  t.notMatch(typesOf({ security: [] }), 'user: ')
  const form = { requestBody: { content: { 'multipart/form-data': { schema: { type: 'object' } } } } }
  t.notMatch(typesOf(form), /Request extends RequestContext {[^}]*}[^}]*body/)
})

t.test('responses have the declared media types and bodies', async () => {
  const of = (mediaType: string, name: string) => ({
    [mediaType]: { schema: { $ref: `#/components/schemas/${name}` } },
  })
  const text = "  type: 'application/json; charset=utf-8'\n  body: string\n"
  const cases: [content: Json | undefined, parts: string[]][] = [
    [undefined, ['GetItem200 {', '  type?: never\n  body?: never\n']],
    [of('application/json', 'Page'), ['GetItem200 {', '  body: Page\n']],
    [of('application/json', 'Closed'), ['GetItem200 {', '  body: Closed\n']],
    [of('application/json', 'Open'), ['GetItem200Json {', '  body: Open\n', 'GetItem200Text {', text]],
    [of('image/png', 'Item'), ['GetItem200 {', "  type: 'image/png'\n  body: RawBody\n"]],
    [of('*/*', 'Item'), ['GetItem200 {', '  type: string\n  body: RawBody\n']],
    [
      { ...item, ...of('text/html', 'Item') },
      [
        'GetItem200Html {',
        "  type: 'text/html' | 'text/html; charset=utf-8'\n",
        `  | GetItem200Json\n  | GetItem200Html\n${problem}`,
      ],
    ],
  ]
  for (const [content, parts] of cases) assertContains(typesOf({}, { content }), parts)
})

t.test('responses have the declared headers, except those that the HTTP layer sets', async () => {
  const other = { $ref: '#/components/headers/Other' }
  const size = { $ref: '#/components/headers/Size' }
  const tag = { ...usual, ETag: other }
  const long = Object.fromEntries([1, 2, 3, 4].map((n) => [`X-${'Long-'.repeat(6)}${n}`, size]))
  const cases: [response: Json, member: string][] = [
    [{ headers: { ...usual, RateLimit: size } }, '  headers?: never\n'],
    [{ headers: { ...usual, Size: size } }, '  headers?: { Size?: number }\n'],
    [{ headers: { ...usual, Size: size, Other: other } }, "  headers: { Size?: number; Other: 'it\\'s' }\n"],
    [{ headers: { ...usual, Size: { schema: { type: 'integer' } } } }, '  headers?: { Size?: number }\n'],
    [{ headers: { 'X-Request-Id': other } }, "  headers: { 'X-Request-Id': 'it\\'s' }\n"],
    [{ headers: tag }, '  headers?: never\n'],
    [{ headers: tag, content: { '*/*': {} } }, "  headers: { ETag: 'it\\'s' }\n"],
    [{ headers: { ...usual, ...long } }, "  headers?: {\n    'X-Long-"],
  ]
  const elsewhere = { '409': missing, '410': missing }
  for (const [response, member] of cases) {
    const found = { description: 'An item.', content: item, ...response }
    assertContains(typesOf({ responses: { '200': found, ...elsewhere } }), [member])
  }
})

t.test('304 is left to the HTTP layer if it derives it from JSON', async (t) => {
  const notModified = { description: 'Not modified.', headers: usual }
  const responses = (headers: Json) => ({
    '200': { description: 'An item.', headers, content: item },
    '304': notModified,
  })
  const size = { $ref: '#/components/headers/Size' }
  assertContains(typesOf({ responses: responses(usual) }), ['| GetItem304\n'])
  t.notMatch(typesOf({ responses: responses({ ...usual, ETag: size }) }), 'GetItem304')
})

t.test('descriptions are wrapped, and end no comment', async () => {
  const words = Array.from({ length: 30 }, (_, n) => `word${n}`).join(' ')
  const text = typesOf({}, { description: `Any of */*.\n${words}` })
  assertContains(text, ['/**\n * Any of *\\/*. word0 ', ' */\nexport interface GetItem200 {'])
  t.notOk(text.split('\n').some((line) => line.length > 110))
})

t.test('a schema with a structure needs a name', async (t) => {
  const parameters = [{ name: 'ids', in: 'query', schema: { type: 'array' } }]
  t.throws(() => typesOf({ parameters }), /Move the schema {"type":"array"} to components\/schemas/)
})
