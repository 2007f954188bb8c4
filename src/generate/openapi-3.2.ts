import { isObject } from '../is-object.ts'
import { type Json, referredTo, resolve } from './json.ts'

const NOTICE = `This is the contract in OpenAPI 3.2, derived from \`/openapi.yaml\` for tools that read event
streams by \`itemSchema\`. Everything else is as it is there.`

const EVENT_STREAM = 'text/event-stream'

/**
 * Longest event in JSON, in characters: 16,777,216 characters of text, each escaped as `\\u0000`, and the
 * rest.
 */
const MAX_DATA_LENGTH = 6 * 16_777_216 + 1_000

/**
 * In the source, the schema of an event stream describes the data of one event, and each example is one
 * event: `completed-1`, `completed-2` and so on form a stream.
 */
export function openApi32(document: Json): Json {
  const items: Json = {}

  function translate(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(translate)
    if (!isObject(node)) return node
    return Object.fromEntries(
      Object.entries(node).map(([name, member]) => {
        if (name === 'example' || name === 'value') return [name, member]
        return [name, name === EVENT_STREAM ? streamOf(member as Json) : translate(member)]
      }),
    )
  }

  function streamOf({ schema, examples = {}, ...rest }: Json): Json {
    const streams = Object.groupBy(Object.entries(examples as Json), ([name]) => name.replace(/-\d+$/, ''))
    const complete = Object.entries(streams).map(([name, events = []]) => [
      name,
      streamExample(events.map(([, event]) => event as Json)),
    ])
    return {
      ...rest,
      itemSchema: sharedItem(schema as Json),
      ...(complete.length > 0 && { examples: Object.fromEntries(complete) }),
    }
  }

  function sharedItem(data: Json): Json {
    const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(String(data.$ref)) ?? []
    if (name === undefined) return itemSchema(data)
    items[`${name}Item`] = itemSchema(data)
    return { $ref: `#/components/schemas/${name}Item` }
  }

  function streamExample(examples: Json[]): Json {
    const resolved = examples.map((given) =>
      typeof given.$ref === 'string' ? resolve(document, given.$ref) : given,
    )
    const summary = String(resolved[0]?.summary).replace(/, event 1 of .*$/, '')
    const items = resolved.map(({ value }) => itemOf(value as Json))
    return { summary, dataValue: items, serializedValue: items.map(serialized).join('') }
  }

  const { info, components, ...rest } = document
  const { description, ...about } = info as Json
  const body = translate({ ...rest, openapi: '3.2.0' }) as Json
  const { schemas, examples, ...others } = translate(components) as Json
  const shared = { ...others, schemas: { ...(schemas as Json), ...items } }
  return {
    openapi: body.openapi,
    info: { ...about, description: `${NOTICE}\n\n${description}` },
    ...body,
    // Examples of events have become examples of streams.
    components: {
      ...shared,
      examples: referredTo({ ...body, shared }, 'examples', (examples ?? {}) as Json),
    },
  }
}

/**
 * Returns the schema of a parsed event (OpenAPI 3.2, section "Special Considerations for Server-Sent
 * Events").
 */
function itemSchema(data: Json): Json {
  return {
    description: 'A parsed server-sent event. Comments are not events.',
    type: 'object',
    required: ['id', 'data'],
    properties: {
      id: {
        description: "The event's `sequence`, for `Last-Event-ID`.",
        type: 'string',
        maxLength: 10,
        pattern: '^[0-9]+$',
      },
      event: {
        description: 'Not sent by this version; the `type` is in `data`.',
        type: 'string',
        maxLength: 100,
      },
      retry: {
        description: 'Not sent by this version; the delay before reconnecting, in milliseconds.',
        type: 'integer',
        format: 'int32',
        minimum: 0,
        maximum: 2147483647,
      },
      data: {
        description: 'The event in JSON.',
        type: 'string',
        maxLength: MAX_DATA_LENGTH,
        contentMediaType: 'application/json',
        contentSchema: data,
      },
    },
  }
}

function itemOf(event: Json): { id: string; data: string } {
  return { id: String(event.sequence), data: JSON.stringify(event) }
}

function serialized({ id, data }: { id: string; data: string }): string {
  return `id: ${id}\ndata: ${data}\n\n`
}
