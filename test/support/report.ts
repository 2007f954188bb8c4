/** Turns the TAP of a test file (Test Anything Protocol 14, as tap writes it) into readable text. */
import { parseDocument, stringify } from 'yaml'

export interface Totals {
  passed: number
  failed: number
  skipped: number
}

/** Subtest in progress. */
interface Subtest {
  name: string
  /** Failures before its start. */
  failedBefore: number
  hasPoints: boolean
}

/** Failure whose details may follow; `quiet` if it only repeats a failure that was already reported. */
interface Failure {
  indent: string
  name: string
  quiet: boolean
  details?: string[]
}

/** Details of a failure that do not help: internals of tap, and repetitions of the stack. */
const noise = new Set(['at', 'tapCaught', 'generatedMessage', 'jobId'])

/**
 * Creates a reader of the TAP of one test file. `read` takes it line by line, and writes each failure with
 * its details and each skipped test. `end` takes the reason of the failure if the process failed, and its
 * duration in ms; it writes a line for a file that passed.
 *
 * `totals` counts assertions, and a test without assertions as one. It counts one failure more for a file or
 * test that failed without a failed assertion: it crashed, timed out, contains no test, or ended without a
 * plan of its tests. `failures` repeats the written failures for the end of a long output.
 */
export function fileReport(file: string, write: (text: string) => void) {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  /** Subtests by depth; a test point at that depth ends the subtest. */
  const open: Subtest[] = []
  let failure: Failure | undefined
  /** Plan of the file, with the reason if it is skipped. */
  let plan: { reason: string | undefined } | undefined

  function read(line: string) {
    if (failure && readDetails(failure, line)) return
    endFailure()
    const [, indent = '', text = ''] = /^( *)(.*)$/.exec(line) ?? []
    const subtest = /^# Subtest: (.*)$/.exec(text)
    const point = /^(not ok|ok) \d+ - (.*)$/.exec(text)
    const planned = /^1\.\.\d+(?: # (.*))?$/.exec(text)
    if (subtest) {
      const name = unescaped(subtest[1] ?? '')
      open[indent.length / 4] = { name, failedBefore: totals.failed, hasPoints: false }
    } else if (point) readPoint(indent, point[1] === 'ok', point[2] ?? '')
    else if (planned && indent === '') plan = { reason: planned[1] }
    else if (!planned && !/^(#.*|TAP version \d+|)$/.test(text)) write(`    ${line}\n`)
  }

  /** Adds a line to the details of a failure. Returns false if it does not belong to them. */
  function readDetails(failing: Failure, line: string): boolean {
    const { indent, details } = failing
    if (!details) {
      if (line !== `${indent}  ---`) return false
      failing.details = []
    } else if (line === `${indent}  ...`) endFailure()
    else details.push(line.slice(indent.length + 2))
    return true
  }

  /** Writes the failure, with the details read so far. */
  function endFailure() {
    if (failure && !failure.quiet) fail(failure.name, readable((failure.details ?? []).join('\n')))
    failure = undefined
  }

  function fail(name: string, details = '') {
    const entry = `✗ ${name}\n${details.replaceAll(/^(?=.)/gm, '    ')}`
    totals.failed++
    failures.push(entry)
    write(entry)
  }

  function skip(name: string, how: string, reason?: string) {
    totals.skipped++
    write(`- ${name}: ${how}${reason ? `, ${reason}` : ''}\n`)
  }

  function readPoint(indent: string, ok: boolean, text: string) {
    const depth = indent.length / 4
    const subtest = open[depth]
    const parent = open[depth - 1]
    if (parent) parent.hasPoints = true
    open.length = Math.min(open.length, depth)

    const path = [file, ...open.map(({ name }) => name), unescaped(text.replace(/ # .*$/, ''))]
    const name = path.join(' > ')
    const [, directive, reason] = / # (SKIP|TODO)\b ?(.*)$/.exec(text) ?? []
    if (directive) skip(name, directive === 'TODO' ? 'to do' : 'skipped', reason)
    else if (!ok)
      failure = { indent, name, quiet: subtest !== undefined && totals.failed > subtest.failedBefore }
    else if (!subtest?.hasPoints) totals.passed++
  }

  function end(reason: string | undefined, duration: number) {
    endFailure()
    const problem = reason ?? (plan ? undefined : 'ended without a plan of its tests')
    if (problem !== undefined) {
      if (totals.failed === 0) fail(file, `process: ${problem}\n`)
    } else if (totals.passed > 0) {
      write(`✓ ${file} (${totals.passed} passed, ${(duration / 1000).toFixed(1)} s)\n`)
    } else if (totals.failed + totals.skipped === 0) {
      if (plan?.reason !== undefined && plan.reason !== 'no tests found') skip(file, 'skipped', plan.reason)
      else fail(`${file}: contains no test`)
    }
  }

  return { read, end, totals, failures }
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
