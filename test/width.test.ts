/**
 * Width of the lines that Biome does not fold at its 110 columns: comments, template literals such as SQL,
 * and the prose of Markdown.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'

const WIDTH = 110
const root = join(import.meta.dirname, '..')
const files = globSync(
  [
    '*.md',
    'Makefile',
    'tsconfig.json',
    '.*.yaml',
    '*.toml',
    'migrations/*.sql',
    'src/**/*.{ts,css,md}',
    'test/**/*.{ts,md}',
  ],
  { cwd: root, exclude: (name) => /^(node_modules|generated|\.cache)$/.test(name) },
)
/** The newest migration with wide comments. Migrations never change. */
const FROZEN = 'migrations/0013_conversations.sql'
/** Generated from a comparison of contracts. */
const CHANGELOG = 'CHANGELOG.md'

/** Tests for a line that is too wide and could be folded: a URL or another long word could not. */
const isWide = (line: string) => line.length > WIDTH && !/\S{60,}/.test(line)

/** Returns the wide lines with a comment, which begins with `marker` and may follow code. */
function wideComments(text: string, marker: RegExp): string[] {
  return text.split('\n').filter((line) => isWide(line) && marker.test(line))
}

/** Returns the wide lines of prose: no tables, and no code. */
function wideProse(text: string): string[] {
  let isCode = false
  return text.split('\n').filter((line) => {
    if (line.startsWith('```')) isCode = !isCode
    return isWide(line) && !isCode && !line.startsWith('|')
  })
}

/** Returns the wide lines with a part of a comment or, if `withTemplates` is set, of a template literal. */
function wideTypeScript(text: string, withTemplates: boolean): string[] {
  const lines = text.split('\n')
  if (!lines.some(isWide)) return []
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)
  const found = new Set<number>()
  const add = (start: number, end: number) => {
    const last = file.getLineAndCharacterOfPosition(end).line
    for (let line = file.getLineAndCharacterOfPosition(start).line; line <= last; line++) found.add(line)
  }
  const visit = (node: ts.Node): void => {
    const comments = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ]
    for (const { pos, end } of comments) add(pos, end)
    if (withTemplates && (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)))
      add(node.getStart(), node.getEnd())
    for (const child of node.getChildren(file)) visit(child)
  }
  visit(file)
  return lines.filter((line, index) => found.has(index) && isWide(line))
}

/** Returns the wide lines of a file, by its kind. */
function wideLines(name: string, text: string): string[] {
  if (name.endsWith('.ts')) return wideTypeScript(text, name.startsWith('src/'))
  if (name.endsWith('.md')) return wideProse(text)
  if (name.endsWith('.sql')) return wideComments(text, /(^|\s)--\s/)
  if (name.endsWith('.css')) return wideComments(text, /^ *(\/\*|\*)/)
  return wideComments(text, /(^|\s)#+\s/)
}

t.test('no comment, template literal or prose is wider than 110 columns', async (t) => {
  t.ok(files.length > 600)
  const isExempt = (name: string) => name === CHANGELOG || (name.endsWith('.sql') && name <= FROZEN)
  for (const name of files.filter((name) => !isExempt(name)))
    t.same(wideLines(name, readFileSync(join(root, name), 'utf8')), [], name)
})

t.test('wide lines are found', async (t) => {
  const words = 'word '.repeat(30)
  const found = (name: string, text: string) => wideLines(name, text).length
  for (const [what, text] of [
    ['a line comment', `// ${words}`],
    ['a doc comment', `/** ${words}\n * ${words} */\nconst a = 1`],
    ['a doc comment before the end of the file', `const a = 1\n/** ${words} */\n`],
    ['a trailing comment', `const a = ['b'] // ${words}\nconst b = 1`],
    ['a trailing comment after a comma', `f(\n  a, // ${words}\n  b,\n)`],
    ['a trailing comment in an array', `const a = [\n  'b', // ${words}\n]`],
    ['a comment in an empty block', `function a() {\n  // ${words}\n}`],
    ['a comment in a substitution', `const a = \`\${\n // ${words}\n b}\``],
  ] as const) {
    t.ok(found('test/a.ts', text) > 0, what)
    t.ok(found('src/a.ts', text) > 0, what)
  }
  for (const [what, text] of [
    ['a statement', `sql\`\n  select ${words}\n  from b\``],
    ['a comment in a statement', `sql\`\n  -- ${words}\n  select 1\``],
    ['a line with a substitution', `sql\`\n  select \${a} ${words}\n\``],
    ['a line within a substitution', `sql\`\n  select \${b ? sql\`1\` : '${words}'}\n\``],
    ['a template of one line', `f(\`${words}\`)`],
  ] as const) {
    t.equal(found('src/a.ts', text), 1, what)
    t.equal(found('test/a.ts', text), 0, what)
  }
  t.equal(found('a.md', `${words}\n- ${words}\n> ${words}\n# ${words}`), 4)
  t.equal(found('Makefile', `# ${words}\ntest: ## ${words}`), 2)
  t.equal(found('migrations/0099_a.sql', `-- ${words}\n  a integer, -- ${words}`), 2)
})

t.test('lines that need not be folded are not found', async (t) => {
  const words = 'word '.repeat(30)
  const url = `https://example.org/${'x'.repeat(100)}`
  for (const [name, text] of [
    ['src/a.ts', `const a = '${words}'`],
    ['src/a.ts', `const a = '${words}// ${words}'`],
    ['src/a.ts', `const a = /${words}/`],
    ['src/a.ts', `// ${url}`],
    ['a.md', `See ${url}.\n| ${words} |\n\`\`\`sh\n${words}\n\`\`\``],
    ['migrations/0099_a.sql', `select '${words}'`],
    ['Makefile', `\ta ${words}`],
  ] as const)
    t.same(wideLines(name, text), [], text)
})
