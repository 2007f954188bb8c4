/** Prose of the contract, which SDKs show with fields, functions and types; and comments of the tests. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { problems, retries } from '../../src/http/problems/problem-codes.ts'
import { settings } from '../../src/settings.ts'
import { contractDocument } from '../support/contract/document.ts'
import { operations } from '../support/operations.ts'

/** Returns every description or summary with its JSON Pointer, except in examples. */
function texts(name: 'description' | 'summary', node: unknown = contractDocument, pointer = ''): string[][] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, child]) => {
    if (key === 'example' || key === 'value') return []
    const here = `${pointer}/${key.replaceAll('/', '~1')}`
    return key === name && typeof child === 'string' ? [[here, child]] : texts(name, child, here)
  })
}

/** Returns the comments of a module, without their markers, each in one line. */
function commentsOf(source: string): string[] {
  return Array.from(
    source.matchAll(/^ *(?:\/\*\*?([\s\S]*?)\*\/|\/\/ (.*))/gm),
    ([, block = '', line = '']) => (block + line).replaceAll(/\s*\n *\*? */g, ' ').trim(),
  )
}

/** Riddles and personifications. */
const riddles = [
  String.raw`\b(told|tells|under way|goes on|is to be|are to be|to be had|whoever|somebody|anybody)\b`,
  String.raw`\b(is answered|are answered|comes by|take it for|as it is by then|meant to)\b`,
]
/** Second names of things. */
const synonyms = String.raw`\b(pictures?|signed links?|address elsewhere|fresh link|bearer of|reader|follower)\b`
const ruledOut = new RegExp([...riddles, synonyms].join('|'), 'i')
/** Openings of a phrase that does not stand alone. */
const dependent = /^(What|Whether|Who|Whose|Where|How)\b/
const descriptions = texts('description')
const summaries = texts('summary')

t.test('every description is a capitalised phrase that stands alone and ends with a full stop', async (t) => {
  t.ok(descriptions.length > 300)
  for (const [pointer = '', text = ''] of descriptions) {
    t.match(text, /^([A-Z]|`[\w-]+`|1 |200 )/, pointer)
    t.match(text.trimEnd(), /(\.|```)$/, pointer)
    t.notMatch(text, dependent, pointer)
    t.notMatch(text, /^(When|There|It|This|That)\b/, pointer)
  }
})

t.test('the prose uses the usual terms and one name for each thing', async (t) => {
  const prose = [...descriptions, ...summaries, ...Object.entries(retries)].concat(
    Object.entries(problems).map(([code, { title, detail }]) => [code, `${title}: ${detail}`]),
    Object.entries(settings).map(([name, { help }]) => [name, help]),
  )
  for (const [pointer = '', text = ''] of prose) t.notMatch(text, ruledOut, pointer)
})

t.test('every operation summary is a short imperative phrase', async (t) => {
  const verbs =
    /^(Ask|Cancel|Change|Check|Create|Delete|Download|Follow|Get|List|Log|Refresh|Register|Rename|Replace|Upload|Verify) /
  const found = summaries.filter(([pointer = '']) => /^\/paths\/[^/]+\/[a-z]+\/summary$/.test(pointer))
  t.ok(found.length > 30)
  for (const [pointer = '', text = ''] of found) {
    t.match(text, verbs, pointer)
    t.match(text, /^.{1,40}[^.]$/, pointer)
  }
})

t.test('every tag description explains its group and names operations', async (t) => {
  const { tags } = contractDocument as { tags: { name: string; description: string }[] }
  const ids = new Set(operations.map(({ operationId }) => operationId))
  const used = new Set<string>()
  for (const { name, description } of tags) {
    t.ok(description.length > 80, name)
    for (const [word] of description.matchAll(/\b[a-z]+[A-Z]\w+/g)) {
      t.ok(ids.has(word), `${name}: ${word} is an operation`)
      used.add(word)
    }
  }
  t.ok(used.size > 8, [...used].join(', '))
})

t.test('no line of the contract exceeds 110 columns, except patterns, URLs and events', async (t) => {
  const lines = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8').split('\n')
  const wide = lines.flatMap((line, index) =>
    line.length > 110 && !/^ *(pattern|url|data): /.test(line) ? [`${index + 1}: ${line}`] : [],
  )
  t.same(wide, [])
})

t.test('the contract refers to documents outside itself', async (t) => {
  const places = [contractDocument, ...(contractDocument.tags as { externalDocs?: unknown }[])]
  const links = places.flatMap(({ externalDocs }) => (externalDocs === undefined ? [] : [externalDocs]))
  t.ok(contractDocument.externalDocs && links.length >= 3)
  for (const link of links) t.match(link, { description: /^[A-Z].*\.$/, url: /^https:\/\/\S+$/ })
})

t.test('the comments of tests and model providers stand alone and use the usual terms', async (t) => {
  const cwd = new URL('../../', import.meta.url).pathname
  const exclude = (name: string) => /^(node_modules|generated)$/.test(name)
  const files = globSync(['test/**/*.ts', 'src/models/**/*.ts'], { cwd, exclude })
  t.ok(files.length > 300)
  const words = new RegExp(riddles.join('|'), 'i')
  const comments = files.flatMap((file) => commentsOf(readFileSync(join(cwd, file), 'utf8')))
  t.ok(comments.length > 1_000)
  t.same(
    comments.filter((comment) => words.test(comment) || dependent.test(comment)),
    [],
  )
})

t.test('comments in any notation are found', async (t) => {
  const source = "/** One. */\n  /**\n   * Two\n   * lines.\n   */\nconst a = '// b'\n  // Three.\n"
  t.strictSame(commentsOf(source), ['One.', 'Two lines.', 'Three.'])
})
