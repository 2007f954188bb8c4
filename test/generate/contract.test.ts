/** The derived forms of the contract, which must describe the same server. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t, { type Test } from 'tap'
import { routes, schemas } from '../../generated/routes.ts'
import type { Json } from '../../src/generate/json.ts'
import { isObject } from '../../src/is-object.ts'
import { contractDocument } from '../support/contract/document.ts'
import { openApi30Validator } from '../support/contract/openapi-3.0.ts'
import { operations, ownBody, ownPath, settle } from '../support/operations.ts'
import { signUp, testServer } from '../support/server.ts'
import { followed, outline, responsesOf } from './outline.ts'

const read = (name: string) => readFileSync(new URL(`../../generated/${name}`, import.meta.url))
const files = { '3.0': read('openapi-3.0.json'), '3.2': read('openapi-3.2.json') }
const openApi30: Json = JSON.parse(files['3.0'].toString())
const openApi32: Json = JSON.parse(files['3.2'].toString())
const derived = { '3.0': openApi30, '3.2': openApi32 }

t.test('the derived forms are served as they were generated', async (t) => {
  const { client } = await testServer(t)
  for (const [version, bytes] of Object.entries(files)) {
    const path = `/openapi-${version}.json`
    const answer = await client.get(path, { token: 'garbage' })
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8', path)
    t.equal(answer.headers.get('content-length'), String(bytes.length), path)
    t.ok(answer.bytes.equals(bytes), `${path}, byte for byte`)
    const head = await client.head(path)
    t.equal(head.status, 200)
    t.equal(head.bytes.length, 0, `HEAD ${path}`)
    t.equal((await client.post(path, { json: {} })).status, 405, `POST ${path}`)
    t.match(answer.json(), { openapi: new RegExp(`^${version.replace('.', '\\.')}\\.\\d$`) })
  }
})

t.test(
  "the derived forms have the contract's operations, parameters, statuses, headers and media types",
  async (t) => {
    const wanted = outline(contractDocument)
    t.ok(Object.keys(wanted).length > 20)
    for (const [version, document] of Object.entries(derived)) {
      t.same(outline(document), wanted, version)
      for (const member of ['servers', 'security', 'tags']) t.same(document[member], contractDocument[member])
      const { version: ours, title, contact } = contractDocument.info as Json
      t.match(document.info, { version: ours, title, contact })
      const without = (document: Json) => {
        const { responses } = document['x-without-operation'] as Json
        return responsesOf(document, responses)
      }
      t.same(without(document), without(contractDocument), version)
      const { securitySchemes } = document.components as Json
      t.same(securitySchemes, (contractDocument.components as Json).securitySchemes)
    }
  },
)

t.test('the OpenAPI 3.0 form has no keywords of 3.1', async (t) => {
  const data = new Set(['example', 'examples', 'links', 'mapping'])
  const visit = (node: unknown, pointer: string) => {
    if (typeof node !== 'object' || node === null) return
    if ('$ref' in node) t.same(Object.keys(node), ['$ref'], pointer)
    if (!pointer.endsWith('/properties')) {
      if ('type' in node) t.match(node.type, /^(?!null$)/, pointer)
      t.notOk('const' in node, pointer)
    }
    for (const [name, member] of Object.entries(node))
      if (!data.has(name)) visit(member, `${pointer}/${name}`)
  }
  visit({ paths: openApi30.paths, components: openApi30.components }, '')
})

/** Returns every media type, parameter and header of a document. */
function holders(node: unknown, pointer = ''): { pointer: string; node: Json }[] {
  if (typeof node !== 'object' || node === null) return []
  const below = Object.entries(node)
    .filter(([name]) => !['example', 'value', 'schema', 'schemas'].includes(name))
    .flatMap(([name, child]) => holders(child, `${pointer}/${name}`))
  return 'schema' in node ? [{ pointer, node: node as Json }, ...below] : below
}

function examplesOf(document: Json, { example, examples }: Json): unknown[] {
  const several = Object.values((examples ?? {}) as Json).map((given) => followed(document, given).value)
  return example === undefined ? several : [example, ...several]
}

const odd: unknown[] = [null, true, 0, -1, 1.5, 2 ** 53, '', ' ', 'a', 'later', '\u0000', [], {}, [null]]

/** Returns the value and variations: members left out, replaced by odd values, or added. */
function variations(value: unknown): unknown[] {
  if (!isObject(value)) return [value, ...odd]
  const members = Object.keys(value)
  const without = members.map((name) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)),
  )
  const replaced = members.flatMap((name) => odd.map((other) => ({ ...value, [name]: other })))
  return [value, { ...value, later: 1 }, ...without, ...replaced, ...odd]
}

const written = new Ajv2020({ strict: false, formats: { 'double-int': true } })
addFormats.default(written)
written.addSchema(contractDocument, 'openapi')
const validator = openApi30Validator((openApi30.components as Json).schemas as Json)

t.test('examples and variations are valid in OpenAPI 3.0 exactly if they are in the contract', async (t) => {
  // The only shared part with the name of a schema.
  const original = (pointer: string) => pointer.replace('/parameters/IdPart', '/parameters/Id')
  const translated = new Map(holders(openApi30).map(({ pointer, node }) => [original(pointer), node]))
  const isExact = !JSON.stringify(openApi30).includes('x-omitted')
  const found = holders(contractDocument)
  t.ok(found.length > 100)
  t.equal(translated.size, found.length)
  for (const { pointer, node } of found) {
    const was = written.compile(
      JSON.parse(JSON.stringify(node.schema).replaceAll('"#/components', '"openapi#/components')),
    )
    const is = validator(translated.get(pointer)?.schema)
    const examples = examplesOf(contractDocument, node)
    t.same(examplesOf(openApi30, translated.get(pointer) ?? {}), examples, `${pointer} has the same examples`)
    const differing = examples.flatMap(variations).filter((value) => {
      const before = was(value)
      return isExact ? is(value) !== before : before && !is(value)
    })
    t.same(differing, [], pointer)
  }
})

t.test('every schema of the OpenAPI 3.0 form has the members of the original', async (t) => {
  const { schemas } = contractDocument.components as { schemas: Record<string, Json> }
  const others = (openApi30.components as { schemas: Record<string, Json> }).schemas
  for (const [name, schema] of Object.entries(schemas)) {
    const other = others[name] ?? others[`Nullable${name}`]
    t.same(
      Object.keys((other?.properties ?? {}) as Json),
      Object.keys((schema.properties ?? {}) as Json),
      name,
    )
    t.same(other?.required, schema.required, name)
  }
})

/** Returns the OpenAPI 3.0 schema of a JSON response. */
function schemaOf(path: string, method: string, status: number, type: string): Json | undefined {
  const item = (openApi30.paths as Record<string, Record<string, Json>>)[path]
  const responses = item?.[method.toLowerCase()]?.responses as Json
  const media = followed(openApi30, responses[status]).content as Record<string, Json>
  return media[type]?.schema as Json | undefined
}

/** Operations after which the token is invalid. */
const last = new Set(['logOut', 'changePassword', 'deleteCurrentUser'])

/** Calls every operation without a token, with an unknown query parameter, and correctly. */
async function callAll(t: Test): Promise<string[]> {
  const server = await testServer(t)
  const account = await settle(await signUp(server))
  const seen: string[] = []
  const rank = (method: string) => Number(method === 'DELETE')
  const inOrder = operations.toSorted((a, b) => rank(a.method) - rank(b.method))
  for (const operation of inOrder.filter(({ operationId }) => !last.has(operationId))) {
    const { method, path, operationId } = operation
    const own = ownPath(operation, account)
    const answers = [
      await server.client.request(method, own, {}),
      await account.client.request(method, `${own}?unknown=1`, ownBody(operation, account)),
      await account.client.request(method, own, ownBody(operation, account)),
    ]
    for (const { status, headers, bytes } of answers) {
      const type = headers.get('content-type')?.split(';')[0] ?? ''
      if (!/json$/.test(type)) continue
      const schema = schemaOf(path, method, status, type)
      t.ok(schema, `${operationId} ${status} ${type}`)
      const validate = validator(schema)
      t.ok(
        validate(JSON.parse(bytes.toString())),
        `${operationId} ${status}: ${JSON.stringify(validate.errors)}`,
      )
      seen.push(`${operationId} ${status}`)
    }
  }
  return seen
}

t.test('responses of the server are valid in OpenAPI 3.0', async (t) => {
  const seen = await callAll(t)
  for (const status of [200, 201, 202, 400, 401])
    t.ok(
      seen.some((one) => one.endsWith(` ${status}`)),
      `${status} among ${seen.length}`,
    )
})

t.test('event streams in OpenAPI 3.2 have the form that clients parse', async (t) => {
  const streams = Object.entries(openApi32.paths as Record<string, Json>).flatMap(([path, item]) =>
    holdersOfItems(item, path),
  )
  t.same(
    streams.map(({ pointer }) => pointer.split(' ')[0]),
    [
      '/api/llm//post/responses/200/content/text/event-stream',
      '/api/run/{id}/events/get/responses/200/content/text/event-stream',
    ],
  )
  const ajv = new Ajv2020({ strict: false, formats: { 'double-int': true, int32: true } })
  addFormats.default(ajv)
  ajv.addSchema(openApi32, 'openapi')
  const isEvent = ajv.compile({ $ref: 'openapi#/components/schemas/RunEvent' })
  const isItem = ajv.compile({ $ref: 'openapi#/components/schemas/RunEventItem' })
  for (const { pointer, node } of streams) {
    t.same(node.itemSchema, { $ref: '#/components/schemas/RunEventItem' }, pointer)
    t.equal(node.schema, undefined, pointer)
    for (const { dataValue, serializedValue } of Object.values(node.examples as Record<string, Json>)) {
      t.match(serializedValue, /^(:.*\n\n|id: \d+\ndata: .+\n\n)+$/, pointer)
      for (const item of dataValue as { data: string }[]) {
        t.ok(isItem(item), `${pointer}: ${JSON.stringify(isItem.errors)}`)
        t.ok(isEvent(JSON.parse(item.data)), `${pointer}: ${JSON.stringify(isEvent.errors)}`)
      }
    }
  }
})

interface RequestSchemas {
  readonly params: object
  readonly querystring: object
  readonly headers?: object
  readonly body: Readonly<Record<string, object>>
}

function holdersOfItems(node: unknown, pointer: string): { pointer: string; node: Json }[] {
  if (!isObject(node)) return []
  if ('itemSchema' in node) return [{ pointer, node }]
  return Object.entries(node).flatMap(([name, child]) => holdersOfItems(child, `${pointer}/${name}`))
}

t.test('the OpenAPI 3.2 form is the contract except for event streams', async (t) => {
  const rest = (document: Json) => {
    const { schemas, parameters, headers, responses } = document.components as Record<string, Json>
    const { RunEventItem: _, ...shared } = schemas as Json
    return { schemas: shared, parameters, headers, responses }
  }
  t.same(rest(openApi32), rest(contractDocument))
})

t.test('the schemas of requests, which the server does not check at each start, are valid', async (t) => {
  const ajv = new Ajv2020()
  const isValid = (schema: object) => ajv.validateSchema(schema) || ajv.errorsText()
  t.equal(isValid(schemas), true)
  for (const [operation, { params, querystring, headers, body }] of Object.entries<RequestSchemas>(routes))
    for (const schema of [params, querystring, headers ?? {}, ...Object.values(body)])
      t.equal(isValid(schema), true, operation)
  t.not(isValid({ properties: { a: { type: 'text' } } }), true, 'the check finds invalid schemas')
})
