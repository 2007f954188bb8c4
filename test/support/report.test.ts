import t from 'tap'
import { fileReport } from './report.ts'

/** Reads the TAP of a file whose process took 2.5 s. Returns the written text, totals and failures. */
function report(tap: string, processFailure?: string) {
  let written = ''
  const { read, end, totals, failures } = fileReport('test/a.test.ts', (text) => {
    written += text
  })
  for (const line of tap.split('\n')) read(line)
  end(processFailure, 2500)
  return { written, totals, failures: failures.join('') }
}

const failed = 'ended with exit code 1'

t.test('a passed file is one line, and its assertions are counted', async (t) => {
  const { written, totals } = report(`TAP version 14
# Subtest: first
    ok 1 - x
    # Subtest: deeper
        ok 1 - y
        1..1
    ok 2 - deeper # time=0.5ms
    
    1..2
ok 1 - first # time=1.5ms

# Subtest: calls that throw where they fail
    1..0
ok 2 - calls that throw where they fail # time=1.5ms

ok 3 - first
1..3
# { total: 4, pass: 4 }
# time=2499.9ms
`)
  t.same(totals, { passed: 4, failed: 0, skipped: 0 })
  t.equal(written, '✓ test/a.test.ts (4 passed, 2.5 s)\n')
})

t.test('details that are not YAML are written unchanged', async (t) => {
  const { written, totals } = report(
    `not ok 1 - timeout!
  ---
  events:
    - close
   count(9) != plan(null)
  ^
  ...

1..1
`,
    'ended with SIGALRM',
  )
  t.same(totals, { passed: 0, failed: 1, skipped: 0 })
  t.equal(
    written,
    `✗ test/a.test.ts > timeout!
    events:
      - close
     count(9) != plan(null)
    ^
`,
  )
})

t.test('a failure is written once, with its details and its path', async (t) => {
  const { written, totals } = report(
    `# Subtest: issue \\# 1
    ok 1 - x
    not ok 2 - should be equal
      ---
      at:
        fileName: test/a.test.ts
      diff: |
        -1
        +2

        ok 7 - part of the details
      ...
    
    1..2
not ok 1 - issue \\# 1 # time=1ms
  ---
  source: again
  ...

1..1
`,
    failed,
  )
  t.same(totals, { passed: 1, failed: 1, skipped: 0 })
  t.equal(
    written,
    `✗ test/a.test.ts > issue # 1 > should be equal
    diff: |
      -1
      +2

      ok 7 - part of the details
`,
  )
})

t.test('a failed test without a failed assertion counts as one failure, like an assertion', async (t) => {
  const { written, totals, failures } = report(
    `not ok 1 - x
# Subtest: y
    ok 1 - z
    1..1
not ok 2 - y # time=1ms
  ---
  source: y
  ...

1..2
`,
    failed,
  )
  t.same(totals, { passed: 1, failed: 2, skipped: 0 })
  t.equal(written, '✗ test/a.test.ts > x\n✗ test/a.test.ts > y\n    source: y\n')
  t.equal(failures, written, 'both can be written again')
})

t.test('skipped tests are counted, and the reason is written', async (t) => {
  const { written, totals } = report(`ok 1 - one # SKIP no browser
ok 2 - two # TODO
not ok 3 - three # TODO later
1..3
`)
  t.same(totals, { passed: 0, failed: 0, skipped: 3 })
  t.equal(
    written,
    `- test/a.test.ts > one: skipped, no browser
- test/a.test.ts > two: to do
- test/a.test.ts > three: to do, later
`,
  )
})

t.test('output that is not TAP is passed on', async (t) => {
  const { written, totals } = report(`from a test
TAP version 14
ok 1 - x
1..1
Bail out! no database`)
  t.same(totals, { passed: 1, failed: 0, skipped: 0 })
  t.equal(written, '    from a test\n    Bail out! no database\n✓ test/a.test.ts (1 passed, 2.5 s)\n')
})

t.test('the result of a file is that of its process', async (t) => {
  const passed = '✓ test/a.test.ts (1 passed, 2.5 s)\n'
  const assertion = '✗ test/a.test.ts > x\n'
  const empty = '✗ test/a.test.ts: contains no test\n'
  const process = (reason: string) => `✗ test/a.test.ts\n    process: ${reason}\n`
  const killed = 'ended with SIGKILL'
  const without = process('ended without a plan of its tests')
  const nested = '# Subtest: y\n    ok 1 - x\n    1..1\nok 1 - y'
  for (const [name, tap, processFailure, expected, counts] of [
    ['passed', 'TAP version 14\nok 1 - x\n1..1\n# time=3ms', undefined, passed, [1, 0, 0]],
    ['crashed', 'ok 1 - x\n1..1', killed, process(killed), [1, 1, 0]],
    ['failed assertion', 'not ok 1 - x\n1..1', failed, assertion, [0, 1, 0]],
    ['failed assertion, then crashed', 'not ok 1 - x', killed, assertion, [0, 1, 0]],
    ['no plan', 'ok 1 - x', undefined, without, [1, 1, 0]],
    ['no output', '', undefined, without, [0, 1, 0]],
    ['plan of a subtest only', nested, undefined, without, [1, 1, 0]],
    ['skipped', '1..0 # no browser', undefined, '- test/a.test.ts: skipped, no browser\n', [0, 0, 1]],
    ['no test', '1..0', undefined, empty, [0, 1, 0]],
    ['no test, as tap says it', '1..0 # no tests found', undefined, empty, [0, 1, 0]],
    ['a plan without its tests', '1..1', undefined, empty, [0, 1, 0]],
    ['no test, and crashed', '1..0 # no tests found', killed, process(killed), [0, 1, 0]],
  ] as const) {
    const { written, totals, failures } = report(tap, processFailure)
    t.same([written, [totals.passed, totals.failed, totals.skipped]], [expected, counts], name)
    t.equal(failures, totals.failed > 0 ? written : '', `${name}: failures can be written again`)
  }
})
