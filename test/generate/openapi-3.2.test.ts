/** Event streams in OpenAPI 3.2: item schemas and examples. */
import t from 'tap'
import type { Json } from '../../src/generate/json.ts'
import { openApi32 } from '../../src/generate/openapi-3.2.ts'

const first = { type: 'text', sequence: 1, text: 'a: b' }
const last = { type: 'completed', sequence: 2 }
const data = [first, last].map((event) => JSON.stringify(event))
const stream = `id: 1\ndata: ${data[0]}\n\nid: 2\ndata: ${data[1]}\n\n`
const items = [
  { id: '1', data: data[0] },
  { id: '2', data: data[1] },
]

/** Returns a document with one event stream. */
function documentWith(content: Json, examples: Json = {}): Json {
  const responses = {
    '200': { description: 'Events.', content: { 'text/event-stream': content } },
    '400': {
      description: 'A problem.',
      content: { 'application/json': { example: { 'text/event-stream': {} } } },
    },
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Test', version: '1.0.0', description: 'About it.' },
    paths: { '/events': { get: { responses } } },
    components: { schemas: { Event: { type: 'object' } }, examples },
  }
}

function derived(content: Json, examples?: Json) {
  const document = openApi32(documentWith(content, examples)) as {
    openapi: string
    paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, Json> }> }>>
    components: Record<string, Record<string, Json>>
  }
  const responses = document.paths['/events']?.get?.responses
  return { document, content: responses?.['200']?.content['text/event-stream'] as Json, responses }
}

t.test('an item is a parsed event whose data has the original schema', async (t) => {
  const schema = { $ref: '#/components/schemas/Event' }
  const { document, content, responses } = derived({ schema })
  t.match(document, { openapi: '3.2.0', info: { description: /About it\.$/ } })
  t.same(content, { itemSchema: { $ref: '#/components/schemas/EventItem' } })
  t.match(document.components.schemas?.EventItem, {
    type: 'object',
    required: ['id', 'data'],
    properties: {
      data: { type: 'string', contentMediaType: 'application/json', contentSchema: schema },
      event: { type: 'string' },
      id: { type: 'string' },
      retry: { type: 'integer' },
    },
  })
  t.same(
    responses?.['400']?.content['application/json'],
    { example: { 'text/event-stream': {} } },
    'data is kept',
  )
  const inline = derived({ schema: { type: 'object' } }).content.itemSchema as { properties: { data: Json } }
  t.same(inline.properties.data.contentSchema, { type: 'object' }, 'an inline schema stays inline')
})

t.test('examples are complete streams, as text and as items', async (t) => {
  const schema = { $ref: '#/components/schemas/Event' }
  const shared = { 'short-1': { summary: 'Short run, event 1 of 2: text', value: first } }
  const examples = {
    'short-1': { $ref: '#/components/examples/short-1' },
    'short-2': { summary: 'Short run, event 2 of 2: completed', value: last },
    'failed-1': { summary: 'Failed run, event 1 of 1: failed', value: last },
  }
  const { content, document } = derived({ schema, examples }, shared)
  t.same(content.examples, {
    short: { summary: 'Short run', dataValue: items, serializedValue: stream },
    failed: {
      summary: 'Failed run',
      dataValue: [items[1]],
      serializedValue: `id: 2\ndata: ${data[1]}\n\n`,
    },
  })
  t.same(document.components.examples, {}, 'the shared events are moved to the streams')
})

t.test('shared examples used elsewhere are kept', async (t) => {
  const shared = { Both: { summary: 'Both, event 1 of 1: text', value: first }, Other: { value: 1 } }
  const document = documentWith(
    { schema: {}, examples: { 'b-1': { $ref: '#/components/examples/Both' } } },
    shared,
  )
  Object.assign(document, {
    'x-others': [{ $ref: '#/components/examples/Both' }, { $ref: '#/components/examples/Other' }],
  })
  const { components } = openApi32(document) as { components: Json }
  t.same(components.examples, shared)
})
