/** The contract as a document: valid examples, bounded input, and its delivery. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import { parse } from 'yaml'
import { checkResponse, declared } from '../support/contract/conformance.ts'
import { frame } from '../support/contract/contract-streams.ts'
import { testServer } from '../support/server.ts'

type Json = { [member: string]: unknown }
/** Node of the document with its JSON Pointer. */
type Place = { pointer: string; node: Json }

const written = readFileSync(new URL('../../openapi.yaml', import.meta.url))
const document: Json = parse(written.toString())

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
  formats: { 'double-int': true },
})
// Alternatives with a discriminator are distinct, so the examples are validated against the right one.
ajv.addKeyword('discriminator')
addFormats.default(ajv)
ajv.addVocabulary(Object.keys(document))
ajv.addSchema(document, 'openapi')

/** Returns every object of the document without following references. Examples are excluded. */
function places(node: unknown, pointer = ''): Place[] {
  if (typeof node !== 'object' || node === null) return []
  const below = Object.entries(node)
    .filter(([name]) => name !== 'example' && name !== 'value' && name !== 'default')
    .flatMap(([name, child]) =>
      places(child, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    )
  return Array.isArray(node) ? below : [{ pointer, node: node as Json }, ...below]
}

function at(pointer: string): Json {
  const names = pointer.split('/').slice(1)
  return names.reduce(
    (node, name) => node[name.replaceAll('~1', '/').replaceAll('~0', '~')] as Json,
    document,
  )
}

/** Returns the place, or the target of its reference. */
function resolved(place: Place): Place {
  const { $ref } = place.node
  return typeof $ref === 'string' ? resolved({ pointer: $ref.slice(1), node: at($ref.slice(1)) }) : place
}

/** Returns the examples of a parameter, header or body. */
function examplesOf({ pointer, node }: Place): unknown[] {
  const several = Object.entries((node.examples ?? {}) as Json).map(
    ([name, example]) =>
      resolved({ pointer: `${pointer}/examples/${name}`, node: example as Json }).node.value,
  )
  return 'example' in node ? [node.example, ...several] : several
}

/** Returns every schema, including nested ones. */
function schemasIn(place: Place): Place[] {
  return places(place.node, place.pointer).filter(({ pointer }) =>
    /\/(schema|items|properties\/[^/]+|schemas\/[^/]+|anyOf\/\d+)$/.test(pointer),
  )
}

const all = places(document)
const schemas = schemasIn({ pointer: '', node: document })
const typesOf = ({ node }: Place) => [node.type].flat()

t.test('every parameter, header and body has a valid example', async (t) => {
  // A schema may have a property with this name.
  const holders = all.filter(({ node, pointer }) => 'schema' in node && !pointer.endsWith('/properties'))
  t.ok(holders.length > 50)
  for (const holder of holders) {
    const examples = examplesOf(holder)
    t.ok(examples.length > 0, `${holder.pointer} has an example`)
    const validate = ajv.compile({ $ref: `openapi#${encodeURI(holder.pointer)}/schema` })
    for (const example of examples) {
      t.ok(validate(example), `${holder.pointer}: ${ajv.errorsText(validate.errors)}`)
    }
  }
})

t.test('every example response conforms to the contract', async (t) => {
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(
    ([path, item]) =>
      Object.entries(item).flatMap(([method, { responses }]) =>
        Object.entries((responses ?? {}) as Json).map(([status, node]) => ({
          path,
          method,
          status,
          node: node as Json,
        })),
      ),
  )
  t.equal(operations.length, declared().length)
  for (const { path, method, status, node } of operations) {
    const response = resolved({ pointer: '', node }).node
    const headers = Object.entries((response.headers ?? {}) as Record<string, Json>).map(([name, header]) => [
      name,
      String(resolved({ pointer: '', node: header }).node.example),
    ])
    const bodies = Object.entries((response.content ?? {}) as Record<string, Json>).flatMap(
      ([type, content]) =>
        examplesOf({ pointer: '', node: content }).map((example) => ({ type, body: bytesOf(type, example) })),
    )
    for (const { type, body } of bodies.length > 0 ? bodies : [{ type: '', body: Buffer.of() }]) {
      const fields = Object.fromEntries(type === '' ? headers : [...headers, ['content-type', type]])
      const exchange = {
        method: method.toUpperCase(),
        path: path.replace('{id}', '1'),
        status: Number(status),
        headers: fields,
        body,
      }
      t.doesNotThrow(() => checkResponse(exchange), `${method} ${path} ${status}`)
    }
  }
})

function bytesOf(type: string, example: unknown): Buffer {
  if (type === 'text/event-stream') return Buffer.from(frame(example as Json))
  return Buffer.from(/json$/.test(type) ? JSON.stringify(example) : String(example))
}

t.test('request objects are closed', async (t) => {
  const bodies = all.filter(({ pointer }) => /\/requestBody\/content\/[^/]+\/schema$/.test(pointer))
  t.ok(bodies.length > 0)
  for (const body of bodies.map(resolved)) {
    for (const schema of [body, ...schemasIn(body).map(resolved)].filter(
      (place) => typesOf(place).includes('object') && !place.pointer.includes('/not/'),
    ))
      t.equal(schema.node.additionalProperties, false, schema.pointer)
  }
})

t.test('strings, numbers and arrays are bounded, and ids are safe integers', async (t) => {
  for (const place of schemas) {
    const { pointer, node } = place
    const types = typesOf(place)
    if (types.includes('string')) {
      t.ok('maxLength' in node || 'enum' in node || node.format === 'binary', pointer)
    }
    if (types.includes('array')) t.type(node.maxItems, 'number', pointer)
    if (types.includes('integer')) {
      t.ok(Number.isSafeInteger(node.minimum) && Number.isSafeInteger(node.maximum), pointer)
    }
    if (/\/properties\/(id|user|chat|file|run|\w+_message)$/.test(pointer) && !pointer.includes('/not/')) {
      const [id = place] = node.anyOf ? (node.anyOf as Json[]).map((node) => ({ pointer, node })) : [place]
      if (resolved(id).node.type === 'string') continue
      t.equal(resolved(id).node, at('/components/schemas/Id'), pointer)
    }
    if (types.includes('number')) {
      t.ok(Number.isFinite(node.minimum) && Number.isFinite(node.maximum), pointer)
    }
  }
  t.match(at('/components/schemas/Id'), { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  t.equal(
    resolved({ pointer: '', node: at('/components/parameters/Id/schema') }).node,
    at('/components/schemas/Id'),
  )
})

t.test('every response declares the common headers', async (t) => {
  const everywhere = [
    ...['X-Request-Id', 'Access-Control-Allow-Origin', 'Access-Control-Expose-Headers', 'Vary'],
    ...['Content-Security-Policy', 'Cross-Origin-Resource-Policy', 'Referrer-Policy'],
    ...['Strict-Transport-Security', 'X-Content-Type-Options', 'Parley-Contract'],
  ]
  const responses = all.filter(({ pointer }) => /\/responses\/[^/]+$/.test(pointer)).map(resolved)
  t.ok(responses.length > 100)
  for (const { pointer, node } of new Set(responses)) {
    const declared = Object.keys((node.headers ?? {}) as Json)
    t.same(
      everywhere.filter((name) => !declared.includes(name)),
      [],
      pointer,
    )
  }
  const notAllowed = at('/x-without-operation/responses/405')
  t.match(notAllowed.headers, { Allow: { required: true } })
})

t.test('schemas yield plain numbers, unions and literals in generated clients', async (t) => {
  // hey-api maps int64 to BigInt. openapi-zod-client fails at null in an enum, typed-openapi at a quotation
  // mark.
  for (const { pointer, node } of schemas) {
    t.not(node.format, 'int64', pointer)
    for (const value of (node.enum ?? []) as unknown[]) t.match(value, /^[\w ,-]+$/, pointer)
  }
})

t.test('open enums and unions end with an Unknown alternative, and requests have none', async (t) => {
  const isUnknown = ({ $ref }: Json) => /\/Unknown(Value|Event)$/.test(String($ref))
  const open = all.filter(({ node }) => [node.anyOf ?? []].flat().some((node) => isUnknown(node as Json)))
  for (const { pointer, node } of open) {
    const anyOf = node.anyOf as Json[]
    t.same(anyOf.map(isUnknown), [...Array(anyOf.length - 1).fill(false), true], pointer)
  }
  const names = open.map(({ pointer }) => pointer.replace('/components/schemas/', ''))
  t.same(names.sort(), [
    'Adjustment',
    'Attachment/properties/sent_as',
    'Attempt/properties/provider',
    'Context/properties/ignored/items',
    'DroppedMessage/properties/reason',
    'ErrorCode',
    'ExceededQuota/properties/name',
    'FinishReason',
    'InputErrorCode',
    'LeftOutReason',
    'Model/properties/files_sent_as/items',
    'ProblemType/properties/retry',
    'RunEvent',
    'RunInput/properties/ignored/items',
    'RunPurpose',
  ])
  const bodies = all
    .filter(({ pointer }) => /\/requestBody\/content\/[^/]+\/schema$/.test(pointer))
    .map(resolved)
  for (const { pointer, node } of bodies) t.notMatch(JSON.stringify(node), 'Unknown', pointer)
})

t.test('a future value is valid for clients and invalid from this server', async (t) => {
  const valid = (name: string, value: unknown) =>
    ajv.validate({ $ref: `openapi#/components/schemas/${name}` }, value)
  const run = (at('/components/examples/Run') as { value: Json }).value
  const attempt = (run.attempts as Json[])[0]
  const later: [string, Json][] = [
    ['finish_reason', { ...run, finish_reason: 'later' }],
    ['error', { ...run, status: 'failed', error: 'later' }],
    ['purpose', { ...run, purpose: 'later' }],
    ['provider', { ...run, attempts: [{ ...attempt, provider: 'later' }] }],
    ['adjustments', { ...run, attempts: [{ ...attempt, adjustments: ['later'] }] }],
    ['sent_as', { ...run, attachment: { name: 'a', content_type: 'a/b', size: 1, sent_as: 'later' } }],
    ['left_out', { ...run, context: { ...(run.context as Json), left_out: [{ file: 1, reason: 'later' }] } }],
  ]
  const headersAt = (pointer: string) =>
    Object.fromEntries(
      Object.entries(at(`${pointer}/get/responses/200/headers`) as Record<string, Json>).map(
        ([name, node]) => [name, String(resolved({ pointer: '', node }).node.example)],
      ),
    )
  const answer = (path: string, type: string, body: string) =>
    checkResponse({
      method: 'GET',
      path,
      status: 200,
      headers: {
        ...headersAt(`/paths/${path.replace('/1', '/{id}').replaceAll('/', '~1')}`),
        'content-type': type,
      },
      body: Buffer.from(body),
    })
  t.doesNotThrow(() => answer('/api/run/1', 'application/json', JSON.stringify(run)))
  for (const [what, body] of later) {
    t.ok(valid('Run', body), what)
    t.throws(() => answer('/api/run/1', 'application/json', JSON.stringify(body)), /run\/1/, what)
  }
  t.notOk(valid('Run', { ...run, status: 'later' }), 'no status will be added')
  const event = { type: 'later', sequence: 1, more: true }
  const stream = (data: Json) =>
    answer('/api/run/1/events', 'text/event-stream', `id: 1\ndata: ${JSON.stringify(data)}\n\n`)
  t.doesNotThrow(() => stream({ type: 'text', sequence: 1, text: 'a' }))
  t.ok(valid('RunEvent', event))
  t.throws(() => stream(event), /events/)
})

t.test('no OpenAPI 3.0 keywords are used, because 3.1 validators ignore them', async (t) => {
  const old = all.filter(
    ({ pointer, node }) => 'nullable' in node || (pointer.includes('/schema') && 'example' in node),
  )
  t.same(
    old.map(({ pointer }) => pointer),
    [],
  )
})

t.test('the server delivers the contract unchanged as YAML and as JSON', async (t) => {
  const { client } = await testServer(t)
  const yaml = await client.get('/openapi.yaml')
  t.ok(yaml.bytes.equals(written), 'byte for byte')
  const json = await client.get('/openapi.json')
  t.same(json.json(), document)
})
