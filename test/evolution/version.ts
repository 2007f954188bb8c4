import { listOf } from './changelog.ts'
import type { Change } from './changes.ts'

/**
 * Returns the smallest version that may follow a released one after these changes, by Semantic Versioning.
 * The second number of 0.x counts as the major version.
 */
export function nextVersion(released: string, changes: readonly Change[]): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(released)
  const isBreaking = changes.some((change) => change.isBreaking)
  if (isBreaking && major > 0) return `${major + 1}.0.0`
  if (isBreaking || (changes.length > 0 && major > 0)) return `${major}.${minor + 1}.0`
  return `${major}.${minor}.${patch + 1}`
}

/** Returns the reason why a version with these changes must not follow a released one, or an empty string. */
export function objectionTo(released: string, version: string, changes: readonly Change[]): string {
  const early = changes.filter(({ id }) => id.endsWith('-before-sunset'))
  if (early.length > 0) return `Serve what is deprecated until its sunset:\n${listOf(early)}`
  const breaking = changes.filter(({ isBreaking }) => isBreaking)
  const needed = nextVersion(released, breaking)
  if (breaking.length === 0 || compareVersions(version, needed) >= 0) return ''
  const advice = `Undo this, or set info.version to ${needed} or higher`
  return `Version ${version} breaks clients of ${released}. ${advice}:\n${listOf(breaking)}`
}

/** Compares two versions for sorting. */
export function compareVersions(one: string, other: string): number {
  const others = numbersOf(other)
  const differences = numbersOf(one).map((number, index) => number - (others[index] ?? 0))
  return differences.find((difference) => difference !== 0) ?? 0
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number)
}
