/** Output of the benchmark: tables in Markdown, so that their rows can be copied into the documentation. */

const NAME_WIDTH = 44
const CELL_WIDTH = 27

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Returns the quantile of the values; `share` is from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

/** Returns the median of the rounds and, in parentheses, their minimum and maximum. */
export function spread(rounds: readonly number[], digits = 0): string {
  const format = (value: number) =>
    value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return `${format(median(rounds))} (${format(Math.min(...rounds))}–${format(Math.max(...rounds))})`
}

/** Splits measurements, in their order, into rounds of the same size. */
export function split<T>(measurements: readonly T[], rounds: number): T[][] {
  const size = Math.ceil(measurements.length / rounds)
  return Array.from({ length: rounds }, (_, round) => measurements.slice(round * size, (round + 1) * size))
}

/** Writes the head of a table. */
export function writeHead(...names: readonly string[]): void {
  writeRow('', ...names)
  write(`|${' --- |'.repeat(names.length + 1)}\n`)
}

export function writeRow(name: string, ...cells: readonly string[]): void {
  write(`| ${[name.padEnd(NAME_WIDTH), ...cells.map((cell) => cell.padEnd(CELL_WIDTH))].join(' | ')} |\n`)
}

export interface Compared {
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  /** Digits after the decimal point of the figures; a ratio has two. */
  readonly digits?: number
  readonly target?: string
}

/** Writes the figures of both servers in each round, their ratio in the same round, and its target. */
export function writeCompared(name: string, { ours, theirs, digits = 0, target = '' }: Compared): void {
  const ratios = ours.map((figure, round) => figure / (theirs[round] ?? Number.NaN))
  writeRow(name, spread(ours, digits), spread(theirs, digits), spread(ratios, 2), target)
}

export function write(text: string): void {
  process.stdout.write(text)
}
