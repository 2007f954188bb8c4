/** Outline of a contract: everything that clients depend on, without the schemas. */
import { type Json, resolve } from '../../src/generate/json.ts'
import { isObject } from '../../src/is-object.ts'

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** Returns the node, or what it refers to. */
export function followed(document: Json, node: unknown): Json {
  return isObject(node) && typeof node.$ref === 'string'
    ? resolve(document, node.$ref)
    : ((node ?? {}) as Json)
}

/** Replaces each member of an object, following references. */
function each(document: Json, node: unknown, replace: (member: Json, name: string) => unknown): Json {
  const members = Object.entries((node ?? {}) as Json)
  return Object.fromEntries(
    members.map(([name, member]) => [name, replace(followed(document, member), name)]),
  )
}

const mediaTypes = (node: Json) => Object.keys((node.content ?? {}) as Json)

/** Returns responses without their schemas, by status. */
export function responsesOf(document: Json, node: unknown): Json {
  return each(document, node, (response) => ({
    description: response.description,
    headers: each(document, response.headers, ({ required, description }) => ({ required, description })),
    content: mediaTypes(response),
    links: each(document, response.links, (link) => link),
  }))
}

/** Returns the description of each operation without schemas. */
export function outline(document: Json): Json {
  return each(document, document.paths, (item) => {
    const parameters = (node: Json) =>
      ((node.parameters ?? []) as unknown[])
        .map((parameter) => followed(document, parameter))
        .map(({ name, in: where, required, description }) => ({ name, where, required, description }))
    const own = Object.entries(item).filter(([name]) => methods.has(name))
    const described = own.map(([method, operation]) => {
      const { operationId, summary, description, tags, security, requestBody, responses } = operation as Json
      const body = followed(document, requestBody)
      return [
        method,
        {
          ...{ operationId, summary, description, tags, security },
          parameters: parameters(operation as Json),
          body: { required: body.required, content: mediaTypes(body) },
          responses: responsesOf(document, responses),
        },
      ]
    })
    return { parameters: parameters(item), ...Object.fromEntries(described) }
  })
}
