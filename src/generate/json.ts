import { isObject } from '../is-object.ts'

export type Json = { [member: string]: unknown }

/** @throws if nothing is there */
export function resolve(document: Json, ref: string): Json {
  const names = ref.replace(/^#\//, '').split('/').map(unescaped)
  const found = names.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), document)
  if (!isObject(found)) throw new Error(`${ref} leads nowhere`)
  return found
}

export function dereferenced(document: Json, node: Json): Json {
  return typeof node.$ref === 'string' ? resolve(document, node.$ref) : node
}

function unescaped(name: string): string {
  return decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')
}

export function referredTo(document: Json, kind: string, parts: Json): Json {
  const text = JSON.stringify(document)
  return Object.fromEntries(
    Object.entries(parts).filter(([name]) => text.includes(`"#/components/${kind}/${name}"`)),
  )
}
