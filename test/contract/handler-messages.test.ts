/** The compiler's messages for handlers that differ from the contract. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import ts from 'typescript'

const file = fileURLToPath(new URL('handler.types.ts', import.meta.url))
const project = fileURLToPath(new URL('../../tsconfig.json', import.meta.url))
const directive = /^ *\/\/ @ts-expect-error: (.*)$/

/** Compiles this text of the file and returns the messages for each line. */
function messagesByLine(text: string): Map<number, string[]> {
  const { config } = ts.readConfigFile(project, ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.')
  const host = ts.createCompilerHost(options)
  const readFile = host.readFile
  host.readFile = (name) => (name === file ? text : readFile(name))
  host.getSourceFile = (name, version) => {
    const source = host.readFile(name)
    return source === undefined ? undefined : ts.createSourceFile(name, source, version)
  }
  const program = ts.createProgram([file], options, host)
  const messages = new Map<number, string[]>()
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(program.getSourceFile(file))) {
    const line = text.slice(0, start).split('\n').length
    messages.set(line, [...(messages.get(line) ?? []), ts.flattenDiagnosticMessageText(messageText, '\n')])
  }
  return messages
}

t.test('each difference has one message, which names it', async (t) => {
  const text = readFileSync(file, 'utf8')
  const messages = messagesByLine(text.replaceAll('@ts-expect-error', 'Error'))
  const lines = text.split('\n')
  const expected = lines.flatMap((line, index) => {
    const words = directive.exec(line)?.[1]
    return words === undefined ? [] : [{ words, line: index + 2 }]
  })
  t.ok(expected.length > 10, 'the cases are found')
  t.same(
    [...messages.keys()].sort((a, b) => a - b),
    expected.map(({ line }) => line),
  )
  for (const { words, line } of expected) {
    const [message = '', ...others] = messages.get(line) ?? []
    t.ok(message.includes(words), `${lines[line - 1]?.trim()}: ${message}`)
    t.same(others, [])
  }
})
