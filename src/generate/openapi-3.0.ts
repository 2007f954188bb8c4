import { isObject } from '../is-object.ts'
import { type Json, referredTo, resolve } from './json.ts'
import { schemaTranslator } from './schema-3.0.ts'

const NOTICE = `This is the contract in OpenAPI 3.0, derived from \`/openapi.yaml\` for tools that do not read
OpenAPI 3.1. It describes the same server. It allows everything that the original allows; \`x-omitted\` names
the keywords of a schema that OpenAPI 3.0 cannot express, and only there it allows more.`

/** Members that OpenAPI 3.0 lacks, or that have another form there. No operation depends on webhooks. */
const omittedMembers = new Set(['openapi', 'webhooks', 'jsonSchemaDialect', 'pathItems'])

const SUFFIX = 'Part'

/** @throws if a schema has an unknown keyword */
export function openApi30(document: Json): Json {
  const schemas = schemaTranslator(document)
  const { info, components, ...members } = document
  const { schemas: shared, ...parts } = components as Json
  const hasSchemaName = (kind: string, name: string) =>
    kind !== 'schemas' && kind !== 'examples' && name in (shared as Json)

  function translate(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(translate)
    if (!isObject(node)) return node
    const { $ref, ...siblings } = node
    if (typeof $ref === 'string') return translateReference($ref, siblings)
    return Object.fromEntries(
      Object.entries(node).map(([name, member]) => {
        if (name === 'schema') return [name, schemas.translate(member)]
        // The value of an example is data, even if its members have the names of keywords.
        return [name, name === 'example' || name === 'value' ? member : translate(member)]
      }),
    )
  }

  /** Translates a reference. Inlines its target if it has siblings or points to a shared path item. */
  function translateReference($ref: string, siblings: Json): unknown {
    const isKept = Object.keys(siblings).length === 0 && !$ref.startsWith('#/components/pathItems/')
    if (!isKept) return translate({ ...resolve(document, $ref), ...siblings })
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec($ref) ?? []
    return { $ref: hasSchemaName(kind, name) ? `${$ref}${SUFFIX}` : $ref }
  }

  /**
   * Renames components with the name of a schema, because some generators put all components into one
   * namespace.
   */
  function translateParts(kind: string, named: Json): Json {
    const renamed = Object.entries(named).map(([name, part]) => [
      hasSchemaName(kind, name) ? `${name}${SUFFIX}` : name,
      part,
    ])
    return translate(Object.fromEntries(renamed)) as Json
  }

  const kept = (object: Json) => Object.entries(object).filter(([name]) => !omittedMembers.has(name))
  const body = Object.fromEntries(kept(members).map(([name, member]) => [name, translate(member)]))
  const translated = Object.fromEntries(
    kept(parts).map(([kind, named]) => [kind, translateParts(kind, named as Json)]),
  )
  const all = withNullables(schemas.translateEach(shared as Json), schemas.nullables())
  return {
    openapi: '3.0.3',
    info: infoOf(info as Json),
    ...body,
    // If every reference to a schema allows null, the schema without null is unused.
    components: { ...translated, schemas: referredTo({ ...body, translated, all }, 'schemas', all) },
  }
}

function withNullables(schemas: Json, nullables: Json): Json {
  const taken = Object.keys(nullables).filter((name) => name in schemas)
  if (taken.length > 0) throw new Error(`The OpenAPI 3.0 form needs other names for ${taken.join(', ')}`)
  return { ...schemas, ...nullables }
}

/** Translates `info`: OpenAPI 3.0 has no summary and no SPDX identifiers. */
function infoOf({ summary, license, description, ...rest }: Json): Json {
  const { identifier, ...named } = (license ?? {}) as Json
  const url = typeof identifier === 'string' ? { url: `https://spdx.org/licenses/${identifier}.html` } : {}
  return {
    ...rest,
    description: [summary, NOTICE, description].filter((text) => text !== undefined).join('\n\n'),
    ...(license !== undefined && { license: { ...named, ...url } }),
  }
}
