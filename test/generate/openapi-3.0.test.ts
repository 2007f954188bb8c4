/** A document in OpenAPI 3.0, apart from its schemas. */
import t from 'tap'
import type { Json } from '../../src/generate/json.ts'
import { openApi30 } from '../../src/generate/openapi-3.0.ts'

const response = { description: 'A response.' }

function documentWith(members: Json = {}, components: Json = {}): Json {
  return {
    openapi: '3.1.1',
    info: { title: 'Test', version: '1.0.0' },
    paths: {},
    ...members,
    components: { schemas: {}, ...components },
  }
}

t.test('the document has its own version, and names its source', async (t) => {
  const { openapi, info } = openApi30(
    documentWith({
      info: {
        ...{ title: 'Test', version: '1.0.0', summary: 'A test.', description: 'About it.' },
        license: { name: 'MIT License', identifier: 'MIT' },
      },
    }),
  ) as { openapi: string; info: Json }
  t.equal(openapi, '3.0.3')
  t.match(info.description, /^A test\.\n\nThis is .*\/openapi\.yaml.*\n\nAbout it\.$/s)
  t.same(
    { ...info, description: '' },
    {
      ...{ title: 'Test', version: '1.0.0', description: '' },
      license: { name: 'MIT License', url: 'https://spdx.org/licenses/MIT.html' },
    },
  )
  const plain = openApi30(documentWith()).info as Json
  t.same(Object.keys(plain), ['title', 'version', 'description'])
  const licence = { name: 'Ours', url: 'https://example.org/' }
  t.match(openApi30(documentWith({ info: { license: licence } })).info, { license: licence })
})

t.test('parts without a form in OpenAPI 3.0 are left out or inlined', async (t) => {
  const get = { responses: { '200': { $ref: '#/components/responses/Done', description: 'Read.' } } }
  const derived = openApi30(
    documentWith(
      {
        webhooks: { later: {} },
        jsonSchemaDialect: 'https://example.org/',
        paths: { '/a': { $ref: '#/components/pathItems/A' }, '/b': { get: { responses: { '200': ref } } } },
      },
      { pathItems: { A: { get } }, responses: { Done: response } },
    ),
  )
  t.same(derived.paths, {
    '/a': { get: { responses: { '200': { description: 'Read.' } } } },
    '/b': { get: { responses: { '200': ref } } },
  })
  t.same(Object.keys(derived), ['openapi', 'info', 'paths', 'components'])
  t.same(derived.components, { responses: { Done: response }, schemas: {} })
})
const ref = { $ref: '#/components/responses/Done' }

t.test('schemas are translated everywhere, and data is kept', async (t) => {
  const nullable = { type: ['string', 'null'] }
  const translated = { type: 'string', nullable: true }
  const data = { schema: nullable, $ref: 'data' }
  const parameter = (schema: Json) => ({ name: 'a', in: 'query', schema, example: data })
  const answer = (schema: Json) => ({
    headers: { A: { schema, examples: { one: { value: data } } } },
    content: { 'application/json': { schema, example: data } },
  })
  const derived = openApi30(
    documentWith(
      {
        paths: {
          '/a': { get: { parameters: [parameter(nullable)], responses: { '200': answer(nullable) } } },
        },
      },
      { headers: { A: { schema: nullable } } },
    ),
  )
  t.same(derived.paths, {
    '/a': { get: { parameters: [parameter(translated)], responses: { '200': answer(translated) } } },
  })
  t.same((derived.components as Json).headers, { A: { schema: translated } })
})

t.test('a schema used only with null is replaced by its nullable form', async (t) => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const used = { type: 'object', properties: { a: { anyOf: [to('Text'), { type: 'null' }] } } }
  const derived = (schemas: Json) => openApi30(documentWith({ 'x-all': to('Used') }, { schemas }))
  const { components } = derived({ Used: used, Text: { type: 'string' } }) as {
    components: { schemas: Json }
  }
  t.same(Object.keys(components.schemas), ['Used', 'NullableText'])
  t.throws(() => derived({ Used: used, Text: { type: 'string' }, NullableText: {} }), /NullableText/)
})

t.test('shared parts with the name of a schema are renamed', async (t) => {
  const part = { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' } }
  const members = { paths: { '/{id}': { parameters: [{ $ref: '#/components/parameters/Id' }] } } }
  const derived = openApi30(
    documentWith(members, {
      schemas: { Id: { type: 'integer' } },
      parameters: { Id: part },
      examples: { Id: { value: 1 } },
    }),
  )
  t.same(derived.paths, { '/{id}': { parameters: [{ $ref: '#/components/parameters/IdPart' }] } })
  t.same(derived.components, {
    parameters: { IdPart: part },
    examples: { Id: { value: 1 } },
    schemas: { Id: { type: 'integer' } },
  })
})
