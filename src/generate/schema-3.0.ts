import { isObject } from '../is-object.ts'
import { type Json, resolve } from './json.ts'
import { annotations, inexpressible, isExpressible, translated, unchanged } from './keywords.ts'

/** Schema of null, for which OpenAPI 3.0 has no type. */
const onlyNull = { type: 'string', nullable: true, enum: [null] }

const compositions = ['allOf', 'anyOf', 'oneOf', 'not']

interface Draft {
  schema: Json
  excluded: Json[]
  additional: Json[]
  /** Keywords that were omitted although they reject values. */
  omitted: string[]
}

/**
 * Creates a translator of schemas from OpenAPI 3.1 to 3.0. A translation allows every value that its original
 * allows; it allows more only if `x-omitted` names the keywords that OpenAPI 3.0 cannot express.
 */
export function schemaTranslator(document: Json) {
  const nullables = new Map<string, Json>()

  /**
   *
   * @throws for unknown keywords, and those such as `$dynamicRef` whose meaning depends on the schema's place
   */
  function translate(schema: unknown): Json {
    if (!isObject(schema)) return schema === false ? { not: {} } : {}
    const known = (keyword: string) =>
      unchanged.has(keyword) ||
      translated.has(keyword) ||
      inexpressible.has(keyword) ||
      keyword.startsWith('x-')
    const unknown = Object.keys(schema).filter((keyword) => !known(keyword))
    if (unknown.length > 0) {
      const excerpt = JSON.stringify(schema).slice(0, 200)
      throw new Error(`No form in OpenAPI 3.0 is known for ${unknown.join(', ')} in ${excerpt}`)
    }

    const isKept = (name: string) => unchanged.has(name) || name === 'type' || name.startsWith('x-')
    const kept = Object.entries(schema).filter(([name]) => isKept(name))
    const omitted = Object.keys(schema).filter((keyword) => inexpressible.has(keyword))
    const draft: Draft = { schema: Object.fromEntries(kept), excluded: [], additional: [], omitted }
    translateValues(schema, draft)
    translateMembers(schema, draft)
    translateItems(schema, draft)
    translateAlternatives(schema, draft)
    translateConditions(schema, draft)
    translateType(schema, draft)
    return finished(draft)
  }

  function translateValues(schema: Json, { schema: into }: Draft) {
    if ('const' in schema) into.enum = [schema.const]
    if (Array.isArray(schema.examples) && !('example' in schema)) into.example = schema.examples[0]
    if (Array.isArray(schema.required) && schema.required.length === 0) delete into.required
    const lowest = schema.exclusiveMinimum
    if (typeof lowest === 'number' && !(Number(schema.minimum) > lowest))
      Object.assign(into, { minimum: lowest, exclusiveMinimum: true })
    const highest = schema.exclusiveMaximum
    if (typeof highest === 'number' && !(Number(schema.maximum) < highest))
      Object.assign(into, { maximum: highest, exclusiveMaximum: true })
    if (schema.contentEncoding === 'base64') into.format ??= 'byte'
    if (schema.contentEncoding === undefined && schema.contentMediaType === 'application/octet-stream')
      Object.assign(into, { type: 'string', format: 'binary' })
  }

  function translateMembers(schema: Json, { schema: into, omitted }: Draft) {
    const { properties, additionalProperties, patternProperties } = schema
    if (isObject(properties)) into.properties = translateEach(properties)
    if (additionalProperties === undefined) return
    // Members that match only a pattern would count as additional ones.
    if (patternProperties !== undefined && additionalProperties !== true) omitted.push('additionalProperties')
    else
      into.additionalProperties = isObject(additionalProperties)
        ? translate(additionalProperties)
        : additionalProperties
  }

  function translateItems(schema: Json, { schema: into }: Draft) {
    const { items, prefixItems } = schema
    if (!Array.isArray(prefixItems)) {
      if (items !== undefined) into.items = translate(items)
      return
    }
    const inside = prefixItems.map(translate)
    if (items === false) into.maxItems = Math.min(prefixItems.length, Number(into.maxItems ?? Infinity))
    into.items =
      items === undefined ? {} : { anyOf: items === false ? inside : [...inside, translate(items)] }
  }

  function translateAlternatives(schema: Json, { schema: into, excluded, additional, omitted }: Draft) {
    if (typeof schema.$ref === 'string') additional.push({ $ref: schema.$ref })
    if (Array.isArray(schema.allOf)) additional.push(...schema.allOf.map(translate))
    if (Array.isArray(schema.anyOf)) into.anyOf = alternatives(schema.anyOf, 'each')
    if (Array.isArray(schema.oneOf)) {
      if (isExpressible(document, { oneOf: schema.oneOf })) into.oneOf = alternatives(schema.oneOf, 'first')
      else {
        // Alternatives that allow more than before may overlap.
        addUnion(alternatives(schema.oneOf, 'each'), into, additional)
        omitted.push('oneOf')
      }
    }
    if (schema.not === undefined) return
    if (isExpressible(document, schema.not)) excluded.push(translate(schema.not))
    else omitted.push('not')
  }

  /** Expresses conditions with `not`: "if A then B" is "not (A and not B)". */
  function translateConditions(schema: Json, { excluded, omitted }: Draft) {
    const { if: condition, then, else: otherwise, dependentRequired, dependentSchemas } = schema
    const excludeUnless = (keyword: string, given: unknown, wanted: unknown) => {
      if (isExpressible(document, { allOf: [given, wanted] }))
        excluded.push({ allOf: [translate(given), { not: translate(wanted) }] })
      else omitted.push(keyword)
    }
    if (condition !== undefined && then !== undefined) excludeUnless('then', condition, then)
    if (condition !== undefined && otherwise !== undefined)
      excludeUnless('else', { not: condition }, otherwise)
    const has = (name: string) => ({ type: 'object', required: [name] })
    for (const [name, required] of Object.entries(dependentRequired ?? {}))
      excludeUnless('dependentRequired', has(name), { required })
    for (const [name, wanted] of Object.entries(dependentSchemas ?? {}))
      excludeUnless('dependentSchemas', has(name), wanted)
  }

  function translateType(schema: Json, { schema: into, additional }: Draft) {
    if (schema.type === undefined) return
    const types = [schema.type].flat()
    const others = types.filter((type) => type !== 'null')
    const nullable = others.length < types.length
    const single = (type: unknown, nullable: boolean) => ({
      type,
      ...(nullable && { nullable }),
      ...(type === 'array' && { items: into.items ?? {} }),
    })
    if (others.length === 0) Object.assign(into, onlyNull)
    else if (others.length === 1) Object.assign(into, single(others[0], nullable))
    else {
      delete into.type
      const union = others.map((type) => single(type, nullable))
      addUnion(union, into, additional)
    }
  }

  function finished({ schema, excluded, additional, omitted }: Draft): Json {
    const [exclusion, ...otherExclusions] = excluded
    if (exclusion) schema.not = otherExclusions.length > 0 ? { anyOf: excluded } : exclusion
    if (omitted.length > 0) schema['x-omitted'] = [...new Set(omitted)].sort()
    const [only] = additional
    if (only === undefined) return unwrapped(schema)
    // OpenAPI 3.0 ignores the siblings of a reference.
    if (additional.length === 1 && isEmpty(schema)) return only
    return { ...schema, allOf: additional }
  }

  /**
   * Translates alternatives. Null is merged into the first of the others or into each, because some
   * generators take `anyOf` for an intersection.
   */
  function alternatives(list: unknown[], nullable: 'first' | 'each'): Json[] {
    const sources = list.filter((schema) => !isOnlyNull(schema))
    const others = sources.map(translate)
    if (others.length === list.length) return others
    const [first, ...rest] = others
    if (first === undefined) return [onlyNull]
    if (rest.length === 0) return [withOwnType(sources[0], withNull(first))]
    return [withNull(first), ...(nullable === 'each' ? rest.map(withNull) : rest)]
  }

  /** Adds `nullable` next to a reference too, because some generators do not look for it in the target. */
  function withOwnType(source: unknown, nullable: Json): Json {
    const type = typeOf(source)
    return '$ref' in nullable && type !== undefined ? { type, nullable: true, allOf: [nullable] } : nullable
  }

  function typeOf(schema: unknown): string | undefined {
    if (!isObject(schema)) return undefined
    const { $ref, type, anyOf } = schema
    if (typeof type === 'string') return type
    if (typeof $ref === 'string') return typeOf(resolve(document, $ref))
    const types = new Set((Array.isArray(anyOf) ? anyOf : []).map(typeOf))
    return types.size === 1 ? [...types][0] : undefined
  }

  function withNull(schema: Json): Json {
    if (typeof schema.$ref === 'string') return nullableReference(schema.$ref)
    const { anyOf, allOf, ...rest } = schema
    if (schema.type !== undefined && compositions.every((keyword) => !(keyword in schema))) {
      const values = schema.enum
      const isWithoutNull = Array.isArray(values) && !values.includes(null)
      return { ...schema, nullable: true, ...(isWithoutNull && { enum: [...values, null] }) }
    }
    const isUnion = Array.isArray(anyOf) && allOf === undefined && isAnnotated(rest)
    if (isUnion) return { ...rest, anyOf: anyOf.map(withNull) }
    const isOne = Array.isArray(allOf) && allOf.length === 1 && anyOf === undefined && isAnnotated(rest)
    if (isOne) return { ...rest, allOf: allOf.map(withNull) }
    return { anyOf: [schema, onlyNull] }
  }

  /** Refers to a shared schema that also allows null, named `Nullable…`, and creates it if necessary. */
  function nullableReference(ref: string): Json {
    const [, name] = /^#\/components\/schemas\/([^/]+)$/.exec(ref) ?? []
    if (name === undefined) return withNull(translate(resolve(document, ref)))
    const own = `Nullable${name}`
    if (!nullables.has(own)) {
      nullables.set(own, {})
      nullables.set(own, withNull(translate(resolve(document, ref))))
    }
    return { $ref: `#/components/schemas/${own}` }
  }

  function translateEach(schemas: Json): Json {
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, translate(schema)]))
  }

  return {
    translate,
    translateEach,
    nullables: (): Json => Object.fromEntries([...nullables].sort()),
  }
}

function addUnion(anyOf: Json[], into: Json, additional: Json[]): void {
  if (into.anyOf === undefined) into.anyOf = anyOf
  else additional.push({ anyOf })
}

/** Replaces a union of one alternative by that alternative, if only annotations are beside it. */
function unwrapped(schema: Json): Json {
  const { anyOf, oneOf, ...rest } = schema
  const [only, ...others] = [anyOf ?? [], oneOf ?? []].flat() as Json[]
  if (only === undefined || others.length > 0 || !isAnnotated(rest)) return schema
  if (isEmpty(rest)) return only
  return '$ref' in only ? { ...rest, allOf: [only] } : { ...only, ...rest }
}

function isOnlyNull(schema: unknown): boolean {
  if (!isObject(schema)) return false
  const { type, enum: values } = schema
  const isNullEnum = Array.isArray(values) && values.length === 1 && values[0] === null
  return type === 'null' || isNullEnum || ('const' in schema && schema.const === null)
}

function isEmpty(schema: Json): boolean {
  return Object.keys(schema).length === 0
}

function isAnnotated(schema: Json): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword) || keyword.startsWith('x-'))
}
