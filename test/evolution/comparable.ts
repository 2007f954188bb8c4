import { unknowns } from '../../src/generate/open-values.ts'
import { isObject } from '../../src/is-object.ts'

type Json = { [member: string]: unknown }

export type Contract = Json & { readonly info: { readonly version: string } }

/**
 * Rewrites a contract so that oasdiff reports changes that it would miss or misjudge:
 *
 * - `security` is repeated in every operation, with a scheme for public operations.
 * - A sunset in the past is removed, because oasdiff does not report a removal after it.
 * - Responses without an operation become those of an operation.
 * - Headers become properties of a body, because oasdiff does not compare the schemas of headers.
 * - Each known value of an open enum, and each known event, becomes an alternative, because a new alternative
 *   beside the unknown one breaks no client, and a new value of an enum does.
 * - `not` becomes a pattern property, because oasdiff treats an added one as the restriction that `not` is.
 */
export function comparable(contract: Contract): Json {
  const document = structuredClone(contract)
  const paths = at(document, 'paths')
  paths['/{any other path}'] = { get: { responses: at(document, 'x-without-operation').responses ?? {} } }
  const operations = Object.values(paths).flatMap((item) =>
    Object.values(item as Json).filter((node) => 'responses' in (node as Json)),
  ) as Json[]
  for (const operation of operations) {
    const security = (operation.security ?? document.security ?? []) as Json[]
    if (Date.parse(String(operation['x-sunset'])) < Date.now()) delete operation['x-sunset']
    operation.security = security.length > 0 ? security : [{ 'no credentials': [] }]
  }
  for (const { responses } of [...operations, at(document, 'components')])
    for (const response of Object.values((responses ?? {}) as Json))
      putHeadersIntoBody(contract, response as Json)
  const values: Json = {}
  const text = JSON.stringify(document, (_name, node) =>
    isObject(node) ? withoutNot(spread(contract, node, values)) : node,
  )
  const rewritten: Json = JSON.parse(text)
  Object.assign(at(rewritten, 'components', 'schemas'), values)
  return rewritten
}

function putHeadersIntoBody(contract: Json, response: Json): void {
  const headers = Object.entries((response.headers ?? {}) as Json).map(
    ([name, header]) => [`header ${name}`, resolved(contract, header as Json)] as const,
  )
  const schema = {
    type: 'object',
    required: headers.filter(([, { required }]) => required === true).map(([name]) => name),
    properties: Object.fromEntries(headers.map(([name, header]) => [name, header.schema])),
  }
  if ('$ref' in response) return
  response.content = { ...(response.content as Json), 'message/http': { schema } }
  delete response.headers
}

/** Makes an alternative of each known value or event of an open schema. */
function spread(contract: Json, node: Json, values: Json): Json {
  const alternatives = (node.anyOf ?? []) as Json[]
  if (!alternatives.some(({ $ref }) => unknowns.includes(String($ref)))) return node
  const anyOf = alternatives.flatMap((alternative) => {
    const { enum: known, oneOf } = resolved(contract, alternative)
    for (const value of (known ?? []) as string[])
      values[`value.${value}`] = { type: 'string', enum: [value] }
    const refs = (known as string[] | undefined)?.map((value) => ({
      $ref: `#/components/schemas/value.${value}`,
    }))
    return refs ?? (oneOf as Json[] | undefined) ?? alternative
  })
  return { ...node, anyOf }
}

function withoutNot(node: Json): Json {
  if (!isObject(node.not)) return node
  const { not, ...rest } = node
  const rule = JSON.stringify(not, (name, value) => (name === 'description' ? undefined : value))
  return { ...rest, patternProperties: { [`not ${rule}`]: {} } }
}

function resolved(contract: Json, node: Json): Json {
  return typeof node.$ref === 'string' ? at(contract, ...node.$ref.slice('#/'.length).split('/')) : node
}

function at(node: Json, ...path: string[]): Json {
  return path.reduce((parent, name) => (parent[name] ?? {}) as Json, node)
}
