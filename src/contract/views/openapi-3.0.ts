import { isObject, type Json, referredTo, resolve } from './json.ts'
import { schemaTranslator } from './schema-3.0.ts'

const NOTICE = `This is the contract in OpenAPI 3.0, derived from \`/openapi.yaml\` for tools that do not read OpenAPI 3.1. It
describes the same server. It allows everything that the original allows; \`x-omitted\` names the keywords of a schema that
OpenAPI 3.0 cannot express, and only there it allows more.`

/** What OpenAPI 3.0 does not have, or has in another form. No operation depends on webhooks. */
const leftOut = new Set(['openapi', 'webhooks', 'jsonSchemaDialect', 'pathItems'])

/** What is added to the name of a shared part that a schema has too. */
const SUFFIX = 'Part'

/**
 * Derives an OpenAPI 3.0 document from one of OpenAPI 3.1 whose references are local.
 *
 * @throws where a schema has a keyword without a known form
 */
export function openApi30(document: Json): Json {
  const schemas = schemaTranslator(document)
  const { info, components, ...members } = document
  const { schemas: shared, ...parts } = components as Json
  const hasSchemaName = (kind: string, name: string) =>
    kind !== 'schemas' && kind !== 'examples' && name in (shared as Json)

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
    if (!isKept) return translate({ ...resolve(document, $ref), ...beside })
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec($ref) ?? []
    return { $ref: hasSchemaName(kind, name) ? `${$ref}${SUFFIX}` : $ref }
  }

  /** Renames what has the name of a schema: some generators make a type of each shared part, in one namespace. */
  function translateParts(kind: string, named: Json): Json {
    const renamed = Object.entries(named).map(([name, part]) => [
      hasSchemaName(kind, name) ? `${name}${SUFFIX}` : name,
      part,
    ])
    return translate(Object.fromEntries(renamed)) as Json
  }

  const kept = (object: Json) => Object.entries(object).filter(([name]) => !leftOut.has(name))
  const body = Object.fromEntries(kept(members).map(([name, member]) => [name, translate(member)]))
  const translated = Object.fromEntries(
    kept(parts).map(([kind, named]) => [kind, translateParts(kind, named as Json)]),
  )
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
    description: [summary, NOTICE, description].filter((text) => text !== undefined).join('\n\n'),
    ...(license !== undefined && { license: { ...named, ...url } }),
  }
}
