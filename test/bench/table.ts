/** Output of the benchmark. */

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Returns the quantile of the values; `share` is from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

export function write(text: string): void {
  process.stdout.write(text)
}
