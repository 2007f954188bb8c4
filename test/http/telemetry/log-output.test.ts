/** Log output through a pipe, in a minimal process. The tests of its end are in test/faults. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t, { type Test } from 'tap'

const module = new URL('../../../src/http/telemetry/log-output.ts', import.meta.url).href

/** Starts a process that writes numbered lines of 100 bytes, then reports its duration and memory. */
function writer(t: Test, count: number, then: string) {
  const program = `
    import { logOutput } from '${module}'
    const onDrop = (reason) => process.stderr.write('dropping: ' + reason + '\\n')
    const output = logOutput(process.stdout, { onDrop })
    const began = performance.now()
    for (let number = 0; number < ${count}; number++) {
      output.write(JSON.stringify({ number, text: 'x'.repeat(75) }).padEnd(99) + '\\n')
      if (number % 1000 === 999) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    process.stderr.write(JSON.stringify({ took: performance.now() - began, rss: process.memoryUsage.rss() }) + '\\n')
    process.on('SIGUSR2', () => output.write('{"after":true}\\n'))
    setInterval(() => {}, 1000)
    ${then}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  t.teardown(() => child.kill('SIGKILL'))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const figures = async (): Promise<{ took: number; rss: number }> => {
    while (!errors.includes('"took"')) await once(child.stderr, 'data')
    return JSON.parse(/^\{"took.*$/m.exec(errors)?.[0] ?? '')
  }
  return { child, figures, errors: () => errors }
}

interface Line {
  readonly number?: number
  readonly dropped?: number
  readonly after?: boolean
}

/** Starts reading. Resolves to all lines once one of them matches. */
function reader({ stdout }: ReturnType<typeof writer>['child']) {
  const lines: Line[] = []
  let rest = ''
  stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) lines.push(JSON.parse(line))
  })
  return async (isLast: (line: Line) => boolean) => {
    while (!lines.some(isLast)) await once(stdout, 'data')
    return lines
  }
}

t.test('a reader gets every line in order', async (t) => {
  // More than a pipe holds and less than the limit, so nothing is dropped even with a slow reader.
  const count = 10_000
  const { child, errors } = writer(t, count, 'await output.flush(60_000); process.exit(0)')
  const lines = await reader(child)(({ number }) => number === count - 1)
  t.same(
    lines.map(({ number }) => number),
    Array.from({ length: count }, (_, number) => number),
  )
  t.notMatch(errors(), 'dropping')
})

t.test('a single line is written without delay', async (t) => {
  const { child } = writer(t, 1, '')
  t.match(await reader(child)(() => true), [{ number: 0 }])
})

t.test('without a reader nothing blocks, memory is bounded, and dropped lines are counted', async (t) => {
  const count = 300_000
  const { child, figures, errors } = writer(t, count, '')
  const { rss } = await figures()
  t.ok(rss < 150 * 1024 * 1024, `${Math.round(rss / 1024 / 1024)} MiB of memory after 30 MB of lines`)
  t.equal(errors().match(/dropping: nobody reads it/g)?.length, 1, 'reported once')
  const readUntil = reader(child)
  await readUntil(({ dropped }) => dropped !== undefined)
  child.kill('SIGUSR2')
  const all = await readUntil(({ after }) => after === true)
  const numbers = all.flatMap(({ number }) => number ?? [])
  const dropped = all.reduce((sum, line) => sum + (line.dropped ?? 0), 0)
  t.equal(numbers.length + dropped, count, 'every line is present or counted')
  const isInOrder = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))
  t.ok(isInOrder)
})

t.test('a flush without a reader times out', async (t) => {
  const { child } = writer(t, 30_000, 'await output.flush(200); process.exit(3)')
  const [code] = await once(child, 'exit')
  t.equal(code, 3)
})
