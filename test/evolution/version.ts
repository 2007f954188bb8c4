import type { Change } from './changes.ts'

/**
 * Returns the smallest version that may follow a released one after these changes: by Semantic Versioning, for which the
 * second number of 0.x counts as the major version.
 */
export function nextVersion(released: string, changes: readonly Change[]): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(released)
  const isBreaking = changes.some((change) => change.isBreaking)
  if (isBreaking && major > 0) return `${major + 1}.0.0`
  if (isBreaking || (changes.length > 0 && major > 0)) return `${major}.${minor + 1}.0`
  return `${major}.${minor}.${patch + 1}`
}

/** Compares two versions as sort functions do. */
export function compareVersions(one: string, other: string): number {
  const others = numbersOf(other)
  const differences = numbersOf(one).map((number, index) => number - (others[index] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number)
}
