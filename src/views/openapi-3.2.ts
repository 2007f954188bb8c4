import { isObject, type Json, referredTo, resolve } from './json.ts'

const notice = `This is the contract in OpenAPI 3.2, derived from \`/openapi.yaml\` for tools that read event streams by
\`itemSchema\`. Everything else is as it is there.`

const eventStream = 'text/event-stream'

/** The most characters of an event in JSON: a text of 16,777,216 characters, each escaped as `\\u0000`, and the rest. */
const longestData = 6 * 16_777_216 + 1_000

/**
 * Derives an OpenAPI 3.2 document from one of OpenAPI 3.1 whose references are local. There, the schema of an event
 * stream is that of each event's data, and its examples are an event's data, a list of them, or the stream as text.
 */
export function openApi32(document: Json): Json {
  const items: Json = {}

  function translate(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(translate)
    if (!isObject(node)) return node
    return Object.fromEntries(
      Object.entries(node).map(([name, member]) => {
        if (name === 'example' || name === 'value') return [name, member]
        return [name, name === eventStream ? streamOf(member as Json) : translate(member)]
      }),
    )
  }

  function streamOf({ schema, example, examples, ...rest }: Json): Json {
    const all = {
      ...(example !== undefined && { stream: { value: example } }),
      ...((examples ?? {}) as Json),
    }
    const streams = Object.entries(all).map(([name, given]) => [name, streamExample(given as Json)])
    return {
      ...rest,
      itemSchema: sharedItem(schema as Json),
      ...(streams.length > 0 && { examples: Object.fromEntries(streams) }),
    }
  }

  /** Gives an item's schema the name of the data's. */
  function sharedItem(data: Json): Json {
    const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(String(data.$ref)) ?? []
    if (name === undefined) return itemSchema(data)
    items[`${name}Item`] = itemSchema(data)
    return { $ref: `#/components/schemas/${name}Item` }
  }

  function streamExample(given: Json): Json {
    const { value, ...rest } = typeof given.$ref === 'string' ? resolve(document, given.$ref) : given
    const serializedValue = typeof value === 'string' ? value : [value].flat().map(frame).join('')
    return { ...rest, dataValue: parsed(serializedValue), serializedValue }
  }

  const { openapi: _, info, components, ...rest } = document
  const { description, ...about } = info as Json
  const body = translate(rest) as Json
  const { schemas, examples, ...others } = translate(components) as Json
  const shared = { ...others, schemas: { ...(schemas as Json), ...items } }
  return {
    openapi: '3.2.0',
    info: { ...about, description: `${notice}\n\n${description}` },
    ...body,
    // The examples of streams are in their place now.
    components: {
      ...shared,
      examples: referredTo({ ...body, shared }, 'examples', (examples ?? {}) as Json),
    },
  }
}

/** Describes an event as it is once parsed (OpenAPI 3.2, section "Special Considerations for Server-Sent Events"). */
function itemSchema(data: Json): Json {
  return {
    description: 'A server-sent event, parsed. Comments are none.',
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
        description: 'Not sent by this version: the type is in `data`.',
        type: 'string',
        maxLength: 100,
      },
      retry: {
        description: 'Not sent by this version: after how many milliseconds to come back.',
        type: 'integer',
        format: 'int32',
        minimum: 0,
        maximum: 2147483647,
      },
      data: {
        description: 'The event in JSON.',
        type: 'string',
        maxLength: longestData,
        contentMediaType: 'application/json',
        contentSchema: data,
      },
    },
  }
}

/** Writes an event as the server does, its `id` being its `sequence`. */
function frame(event: unknown): string {
  const { sequence } = event as Json
  return `id: ${sequence}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Reads an event stream (WHATWG HTML, section 9.2.6) whose lines end in a line feed. */
function parsed(stream: string): Json[] {
  const frames = stream.split('\n\n').map((frame) => frame.split('\n').filter((line) => /^[^:]/.test(line)))
  return frames.filter((lines) => lines.length > 0).map(eventOf)
}

function eventOf(lines: string[]): Json {
  const fields = lines.map((line) => {
    const [, name = '', value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []
    return { name, value }
  })
  // The one field that is a number (OpenAPI 3.2).
  const values = fields.map(({ name, value }) => [name, name === 'retry' ? Number(value) : value])
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value)
  return { ...Object.fromEntries(values), data: data.join('\n') }
}
