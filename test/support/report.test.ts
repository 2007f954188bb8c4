import t from 'tap'
import { fileReport, tapReport } from './report.ts'

/** Reads a whole run. Returns the written text and the totals. */
function report(tap: string) {
  let written = ''
  const { read, totals, failures } = tapReport((text) => {
    written += text
  })
  for (const line of tap.split('\n')) read(line)
  return { written, totals, failures }
}

t.test('a passed file is one line, and its assertions are counted', async (t) => {
  const { written, totals } = report(`TAP version 14
1..1
# Subtest: test/a.test.ts
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
    # time=2499.9ms
ok 1 - test/a.test.ts # time=2499.9ms

# { total: 4, pass: 4 }
# time=2600ms
`)
  t.same(totals, { passed: 4, failed: 0, skipped: 0 })
  t.equal(written, '✓ test/a.test.ts (4 passed, 2.5 s)\n')
})

t.test('details that are not YAML are written unchanged', async (t) => {
  const { written, totals } = report(`# Subtest: test/a.test.ts
    not ok 1 - timeout!
      ---
      events:
        - close
       count(9) != plan(null)
      ^
      ...

    1..1
not ok 1 - test/a.test.ts # time=2ms
`)
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
  const { written, totals } = report(`# Subtest: test/a.test.ts
    # Subtest: issue \\# 1
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
not ok 1 - test/a.test.ts # time=2ms
  ---
  exitCode: 1
  ...
`)
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

t.test('a crashed file counts as one failure, like a failed assertion', async (t) => {
  const { written, totals, failures } = report(`# Subtest: test/a.test.ts
    not ok 1 - x
    1..1
not ok 1 - test/a.test.ts # time=2ms

# Subtest: test/b.test.ts
    ok 1 - y
    1..1
not ok 2 - test/b.test.ts # time=2ms
  ---
  command: node
  exitCode: 7
  ...

# Subtest: test/c.test.ts
    1..0 # no tests found
not ok 3 - test/c.test.ts # time=2ms
`)
  t.same(totals, { passed: 1, failed: 3, skipped: 0 })
  t.equal(written, '✗ test/a.test.ts > x\n✗ test/b.test.ts\n    exitCode: 7\n✗ test/c.test.ts\n')
  t.equal(failures.join(''), written, 'all of them can be written again')
})

t.test('skipped tests are counted, and the reason is written', async (t) => {
  const { written, totals } = report(`# Subtest: test/a.test.ts
    ok 1 - one # SKIP no browser
    ok 2 - two # TODO
    not ok 3 - three # TODO later
    1..3
ok 1 - test/a.test.ts # time=2ms

# Subtest: test/b.test.ts
    1..0 # no browser
ok 2 - test/b.test.ts # SKIP no browser
`)
  t.same(totals, { passed: 0, failed: 0, skipped: 4 })
  t.equal(
    written,
    `- test/a.test.ts > one: skipped, no browser
- test/a.test.ts > two: to do
- test/a.test.ts > three: to do, later
- test/b.test.ts: skipped, no browser
`,
  )
})

t.test('a file without tests fails', async (t) => {
  const { written, totals } = report(`# Subtest: test/a.test.ts
    1..0 # no tests found
ok 1 - test/a.test.ts # SKIP no tests found
`)
  t.same(totals, { passed: 0, failed: 1, skipped: 0 })
  t.equal(written, '✗ test/a.test.ts: contains no test\n')
})

t.test('output that is not TAP is passed on', async (t) => {
  const { written, totals } = report(`building plugins
# Subtest: test/a.test.ts
    from a test
    ok 1 - x
    1..1
ok 1 - test/a.test.ts # time=2ms
Bail out! no database`)
  t.same(totals, { passed: 1, failed: 0, skipped: 0 })
  t.equal(
    written,
    'building plugins\n    from a test\n✓ test/a.test.ts (1 passed, 0.0 s)\nBail out! no database\n',
  )
})

t.test('the result of a file is that of its process', async (t) => {
  const passed = { written: '✓ test/a.test.ts (1 passed, 2.5 s)\n', totals: [1, 0, 0] }
  const without = 'process: ended without a plan of its tests'
  const cases: [name: string, tap: string, failure: string | undefined, expected: typeof passed][] = [
    ['passed', 'TAP version 14\nok 1 - x\n1..1\n# time=3ms', undefined, passed],
    [
      'crashed',
      'ok 1 - x\n1..1',
      'ended with SIGKILL',
      { written: '✗ test/a.test.ts\n    process: ended with SIGKILL\n', totals: [1, 1, 0] },
    ],
    [
      'failed assertion',
      'not ok 1 - x\n1..1',
      'ended with exit code 1',
      { written: '✗ test/a.test.ts > x\n', totals: [0, 1, 0] },
    ],
    ['no plan', 'ok 1 - x', undefined, { written: `✗ test/a.test.ts\n    ${without}\n`, totals: [1, 1, 0] }],
    ['no output', '', undefined, { written: `✗ test/a.test.ts\n    ${without}\n`, totals: [0, 1, 0] }],
    [
      'plan of a subtest only',
      '# Subtest: y\n    ok 1 - x\n    1..1\nok 1 - y',
      undefined,
      { written: `✗ test/a.test.ts\n    ${without}\n`, totals: [1, 1, 0] },
    ],
    [
      'skipped',
      '1..0 # no browser',
      undefined,
      { written: '- test/a.test.ts: skipped, no browser\n', totals: [0, 0, 1] },
    ],
    ['no test', '1..0', undefined, { written: '✗ test/a.test.ts: contains no test\n', totals: [0, 1, 0] }],
  ]
  for (const [name, tap, failure, expected] of cases) {
    let written = ''
    const { read, end, totals } = fileReport('test/a.test.ts', (text) => {
      written += text
    })
    for (const line of tap.split('\n')) read(line)
    end(failure, 2500)
    const { passed, failed, skipped } = totals
    t.same({ written, totals: [passed, failed, skipped] }, expected, name)
  }
})
