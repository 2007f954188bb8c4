/** The contract as text, which YAML 1.1 and 1.2 parsers of any language must read alike. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import t from 'tap'
import { isAlias, isCollection, isPair, isScalar, type Node, parse, parseAllDocuments, visit } from 'yaml'
import { oasdiff, oasdiffIsMissing } from '../evolution/changes.ts'

const file = new URL('../../openapi.yaml', import.meta.url)
const written = readFileSync(file, 'utf8')

/**
 * Finds valid YAML 1.2 that PyYAML, SnakeYAML 1.33 or Go's yaml refuses or reads differently: a plain scalar
 * with an indicator in a flow collection, an anchor, an alias, a tag, a merge key, a second document, a tab.
 */
function nonPortable(text: string): string[] {
  const found: string[] = []
  if (text.includes('\t')) found.push('a tab')
  const documents = parseAllDocuments(text)
  if (documents.length !== 1) found.push('several documents')
  for (const document of documents) {
    visit(document as Parameters<typeof visit>[0], {
      Node(_key, node, path) {
        if (isAlias(node)) found.push(`*${node.source}`)
        else if (node.anchor !== undefined) found.push(`&${node.anchor}`)
        else if (node.tag !== undefined) found.push(`tag ${node.tag}`)
        if (!isScalar(node) || node.type !== 'PLAIN') return
        const source = node.source ?? ''
        if (source === '<<') found.push('<<')
        if (path.some(isFlow) && /[?:[\]{},]/.test(source)) found.push(source)
      },
    })
  }
  return found
}

function isFlow(node: unknown): boolean {
  return isCollection(node as Node) && (node as { flow?: boolean }).flow === true && !isPair(node)
}

t.test('strict parsers of YAML 1.1 and 1.2 read the same document', async (t) => {
  const document = parse(written, { version: '1.2', strict: true, uniqueKeys: true })
  t.same(parse(written, { version: '1.1', strict: true, uniqueKeys: true, merge: false }), document)
  t.same(load(written, { onWarning: (warning) => t.fail(warning.message) }), document)
  // A time, boolean or octal number of YAML 1.1 would change in JSON.
  t.same(JSON.parse(JSON.stringify(document)), document)
})

t.test('the contract uses portable YAML only', async (t) => {
  t.same(nonPortable(written), [])
  const refused = [
    '{ content: Who built the first one? }',
    '[what?]',
    '{ url: http://127.0.0.1:8000/ }',
    'a: &a 1\nb: *a',
    'a:\n  <<: { b: 1 }',
    'a: !!str 1',
    'a: 1\n---\nb: 2',
    'a: {b:\t1}',
  ]
  for (const text of refused) t.not(nonPortable(text).length, 0, text)
  t.same(nonPortable("a: Who built it?\nb: { c: 'Who?', d: [x-y, 1.5] }\n"), [], 'portable')
})

t.test("oasdiff reads the contract with Go's YAML parser", { skip: oasdiffIsMissing }, async (t) => {
  const path = fileURLToPath(file)
  const { status, stdout, stderr } = spawnSync(oasdiff, ['changelog', path, path], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
  t.match(stdout, 'No changes')
})
