/** Counts and durations recorded while the servers are under load. */
export interface Figures {
  /** Counts a request with its status or error, and its duration in ms. */
  request(operation: string, outcome: string, took: number): void
  fault(name: string): void
  /** One line per operation, error and fault. */
  readonly lines: string[]
  readonly requests: number
}

export function createFigures(): Figures {
  const times = new Map<string, number[]>()
  const errors = new Map<string, number>()
  const faults = new Map<string, number>()
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  const of = (sorted: number[], part: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  const total = () => [...times.values()].reduce((sum, each) => sum + each.length, 0)
  return {
    request(operation, outcome, took) {
      const known = times.get(operation)
      if (known === undefined) times.set(operation, [took])
      else known.push(took)
      if (!/^2\d\d$/.test(outcome)) count(errors, outcome)
    },
    fault: (name) => void count(faults, name),
    get requests() {
      return total()
    },
    get lines() {
      const operations = [...times].sort().map(([name, all]) => {
        const sorted = all.toSorted((a, b) => a - b)
        return `| ${name} | ${all.length} | ${of(sorted, 0.5)} | ${of(sorted, 0.99)} |`
      })
      return [
        '| operation | requests | p50, ms | p99, ms |',
        '| --- | --- | --- | --- |',
        ...operations,
        '',
        '| not 2xx | |',
        '| --- | --- |',
        ...[...errors].sort().map(([name, times]) => `| ${name} | ${times} |`),
        '',
        '| fault | times |',
        '| --- | --- |',
        ...[...faults].sort().map(([name, times]) => `| ${name} | ${times} |`),
      ]
    },
  }
}
