/** Turns the TAP of test files (Test Anything Protocol 14, as tap writes it) into readable text. */
import { parseDocument, stringify } from 'yaml'

export interface Totals {
  passed: number
  failed: number
  skipped: number
}

/** Test or test file in progress. */
interface Suite {
  name: string
  /** Totals at the start of the suite. */
  before: Totals
  hasPoints: boolean
}

/** Failure whose details may follow; `quiet` if it only repeats a failure that was already reported. */
interface Failure {
  indent: string
  name: string
  quiet: boolean
  details?: string[]
}

/** Details of a failure that do not help: how tap runs a file, and repetitions of the stack. */
const noise = new Set([
  ...['at', 'tapCaught', 'generatedMessage', 'stdio', 'cwd', 'externalID', 'command', 'args', 'jobId'],
])

/**
 * Creates a reader of TAP. `read` takes it line by line. It writes a line for each passed test file and each
 * skipped test, and each failure with its details. `totals` counts assertions, and a test without assertions
 * as one. It counts one failure more for a file or test that failed without a failed assertion: it crashed,
 * timed out, or contains no test. `failures` repeats the written failures for the end of a long output.
 */
export function tapReport(write: (text: string) => void): {
  read(line: string): void
  totals: Totals
  failures: string[]
} {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  /** Suites by depth; a test point at that depth ends the suite. */
  const open: Suite[] = []
  let failure: Failure | undefined

  function read(line: string) {
    if (failure && readDetails(failure, line)) return
    writeFailure()
    const [, indent = '', text = ''] = /^( *)(.*)$/.exec(line) ?? []
    const depth = indent.length / 4
    const subtest = /^# Subtest: (.*)$/.exec(text)
    const point = /^(not ok|ok) \d+ - (.*)$/.exec(text)
    if (subtest) begin(depth, subtest[1] ?? '')
    else if (point) readPoint(indent, point[1] === 'ok', point[2] ?? '')
    else if (!/^(#.*|TAP version \d+|\d+\.\.\d+.*|)$/.test(text)) write(`${line}\n`)
  }

  /** Adds a line to the details of a failure. Returns false if it does not belong to them. */
  function readDetails({ indent, details }: Failure, line: string): boolean {
    if (!details) {
      if (line !== `${indent}  ---` || !failure) return false
      failure.details = []
    } else if (line === `${indent}  ...`) writeFailure()
    else details.push(line.slice(indent.length + 2))
    return true
  }

  /** Writes the failure, with the details read so far. */
  function writeFailure() {
    if (failure && !failure.quiet) {
      const text = readable((failure.details ?? []).join('\n'))
      const entry = `✗ ${failure.name}\n${text.replaceAll(/^(?=.)/gm, '    ')}`
      failures.push(entry)
      write(entry)
    }
    failure = undefined
  }

  function begin(depth: number, name: string) {
    const parent = open[depth - 1]
    if (parent) parent.hasPoints = true
    open[depth] = { name: unescaped(name), before: { ...totals }, hasPoints: false }
  }

  function readPoint(indent: string, ok: boolean, text: string) {
    const depth = indent.length / 4
    const suite = open[depth]
    const parent = open[depth - 1]
    if (parent) parent.hasPoints = true
    open.length = Math.min(open.length, depth)

    const name = [...open.map((suite) => suite.name), unescaped(text.replace(/ # .*$/, ''))].join(' > ')
    const [, directive, reason] = / # (SKIP|TODO)\b ?(.*)$/.exec(text) ?? []
    const isFile = suite && depth === 0
    if (directive && isFile && reason === 'no tests found') {
      totals.failed++
      failure = { indent, name: `${name}: contains no test`, quiet: false }
    } else if (directive) {
      totals.skipped++
      write(`- ${name}: ${directive === 'TODO' ? 'to do' : 'skipped'}${reason ? `, ${reason}` : ''}\n`)
    } else if (!ok) {
      const quiet = suite !== undefined && totals.failed > suite.before.failed
      if (!quiet) totals.failed++
      failure = { indent, name, quiet }
    } else if (!suite?.hasPoints) totals.passed++

    if (ok && isFile && totals.passed > suite.before.passed) {
      const seconds = Number(/ # time=([\d.]+)ms/.exec(text)?.[1] ?? 0) / 1000
      write(`✓ ${name} (${totals.passed - suite.before.passed} passed, ${seconds.toFixed(1)} s)\n`)
    }
  }

  return { read, totals, failures }
}

/**
 * Creates a reader of the TAP of one test file, which it reports as a subtest. `end` takes the reason of the
 * failure if the process failed, and its duration in ms. A file without a plan of its tests fails.
 */
export function fileReport(name: string, write: (text: string) => void) {
  const { read, totals, failures } = tapReport(write)
  let plan: { count: number; reason: string | undefined } | undefined
  read(`# Subtest: ${name}`)

  function readNested(line: string) {
    const [, count, reason] = /^1\.\.(\d+)(?: # (.*))?$/.exec(line) ?? []
    if (count !== undefined) plan = { count: Number(count), reason }
    read(`    ${line}`)
  }

  function end(failure: string | undefined, duration: number) {
    const problem = failure ?? (plan ? undefined : 'ended without a plan of its tests')
    if (problem === undefined) {
      const skipped = plan?.count === 0
      read(`ok 1 - ${name} # ${skipped ? `SKIP ${plan?.reason ?? 'no tests found'}` : `time=${duration}ms`}`)
    } else {
      for (const line of [`not ok 1 - ${name}`, '  ---', `  process: ${problem}`, '  ...']) read(line)
    }
    // Writes a failure that could have had details.
    read('')
  }

  return { read: readNested, end, totals, failures }
}

/**
 * Returns the details of a failure without the noise. After a timeout, tap may write invalid YAML, which is
 * returned unchanged.
 */
function readable(details: string): string {
  const document = parseDocument(details)
  if (document.errors.length > 0) return `${details}\n`
  const rest = Object.entries(document.toJS() ?? {}).filter(([key]) => !noise.has(key))
  return rest.length > 0 ? stringify(Object.fromEntries(rest), { lineWidth: 0 }) : ''
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([#\\])/g, '$1')
}
