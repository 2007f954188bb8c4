import { isObject, type Json, referredTo, resolve } from './json.ts'
import { schemaTranslator } from './schema-3.0.ts'

const notice = `This is the contract in OpenAPI 3.0, derived from \`/openapi.yaml\` for tools that do not read OpenAPI 3.1. It
describes the same server. It allows everything that the original allows; \`x-omitted\` names the keywords of a schema that
OpenAPI 3.0 cannot express, and only there it allows more.`

/** Members of the document that OpenAPI 3.0 does not have and that no operation depends on. */
const unknownMembers = new Set(['webhooks', 'jsonSchemaDialect'])

/**
 * Derives an OpenAPI 3.0 document from one of OpenAPI 3.1 whose references are local.
 *
 * @throws where a schema has a keyword without a known form
 */
export function openApi30(document: Json): Json {
  const schemas = schemaTranslator(document)

  /** Translates the schemas in a part of the document that is none itself. */
  function translate(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(translate)
    if (!isObject(node)) return node
    const { $ref, ...beside } = node
    if (typeof $ref === 'string') return translateReference($ref, beside)
    return Object.fromEntries(
      Object.entries(node).map(([name, member]) => {
        if (name === 'schema') return [name, schemas.translate(member)]
        // An example's value is data, whatever its members are called.
        return [name, name === 'example' || name === 'value' ? member : translate(member)]
      }),
    )
  }

  /** Puts in what is referred to where the reference says something of its own, or leads to a shared path item. */
  function translateReference($ref: string, beside: Json): unknown {
    const isKept = Object.keys(beside).length === 0 && !$ref.startsWith('#/components/pathItems/')
    return isKept ? { $ref } : translate({ ...resolve(document, $ref), ...beside })
  }

  const { openapi: _, info, components, ...rest } = document
  const members = Object.entries(rest).filter(([name]) => !unknownMembers.has(name))
  const body = Object.fromEntries(members.map(([name, member]) => [name, translate(member)]))
  const { schemas: shared, pathItems: __, ...others } = components as Json
  const translated = translate(others) as Json
  const all = withNullables(schemas.translateEach(shared as Json), schemas.nullables())
  return {
    openapi: '3.0.3',
    info: infoOf(info as Json),
    ...body,
    // Where every reference allows null too, nothing refers to the schema without it.
    components: { ...translated, schemas: referredTo({ ...body, translated, all }, 'schemas', all) },
  }
}

function withNullables(schemas: Json, nullables: Json): Json {
  const taken = Object.keys(nullables).filter((name) => name in schemas)
  if (taken.length > 0) throw new Error(`The OpenAPI 3.0 form needs other names for ${taken.join(', ')}`)
  return { ...schemas, ...nullables }
}

/** OpenAPI 3.0 has no summary and no SPDX identifiers. */
function infoOf({ summary, license, description, ...rest }: Json): Json {
  const { identifier, ...named } = (license ?? {}) as Json
  const url = typeof identifier === 'string' ? { url: `https://spdx.org/licenses/${identifier}.html` } : {}
  return {
    ...rest,
    description: [summary, notice, description].filter((text) => text !== undefined).join('\n\n'),
    ...(license !== undefined && { license: { ...named, ...url } }),
  }
}
