/** Width of comments, which Biome leaves alone: it folds only code, at the same 110 columns. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const WIDTH = 110
const root = join(import.meta.dirname, '..')
const files = globSync(['src/**/*.{ts,css}', 'test/**/*.ts', 'Makefile'], {
  cwd: root,
  exclude: (name) => /^(node_modules|generated|\.cache)$/.test(name),
})

/** Returns the comments that are too wide and could be folded: a URL could not. */
function wideComments(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.length > WIDTH && /^ *(\/\/|\/\*|\*|#)/.test(line) && !/\S{60,}/.test(line))
}

t.test('no comment is wider than 110 columns', async (t) => {
  t.ok(files.length > 300)
  for (const file of files) t.same(wideComments(readFileSync(join(root, file), 'utf8')), [], file)
})

t.test('wide comments are found', async (t) => {
  const words = 'word '.repeat(30)
  t.equal(wideComments(`// ${words}\n * ${words}\n  /** ${words}\n# ${words}`).length, 4)
  t.equal(wideComments(`const a = '${words}'\n// https://example.org/${'x'.repeat(100)}`).length, 0)
})
