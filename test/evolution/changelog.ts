import type { Change } from './changes.ts'

/** Most operations or statuses named for one change. */
const MAX_NAMED = 6

/** Sections of an entry. A change belongs to the first that takes it. */
const sections: readonly (readonly [title: string, takes: (change: Change) => boolean])[] = [
  ['Breaking', ({ isBreaking }) => isBreaking],
  ['Deprecated', ({ id }) => id.includes('deprecated')],
  ['Added', ({ id }) => /^new-|-added/.test(id)],
  ['Changed', () => true],
]

/** Formats the changes between two contracts as an entry of CHANGELOG.md. */
export function changelogEntry(version: string, date: string, changes: readonly Change[]): string {
  const bySection = Map.groupBy(changes, (change) => sections.find(([, takes]) => takes(change))?.[0])
  const parts = sections.flatMap(([title]) => {
    const own = bySection.get(title)
    return own ? `\n### ${title}\n\n${listOf(own)}\n` : []
  })
  return `## ${version} (${date})\n${parts.join('') || '\nOnly descriptions and examples changed.\n'}`
}

/**
 * Formats changes as a Markdown list, with one item for the same change in several operations and statuses.
 */
export function listOf(changes: readonly Change[]): string {
  const alike = Map.groupBy(changes, ({ text }) => text.replace(status, '`*`').replaceAll(noise, ''))
  const items = [...alike].map(([text, changes]) => {
    const statuses = changes.flatMap((change) => status.exec(change.text)?.[0] ?? [])
    const operations = changes.flatMap(({ operation }) => (operation === undefined ? [] : `\`${operation}\``))
    const where = operations.length > 0 ? `${named(operations)}: ` : ''
    return `- ${where}${text.replace('`*`', named(statuses)).replaceAll(long, '`$1…`')}`
  })
  return items.join('\n')
}

const status = /(?<=(status|response) )`\d{3}`|`\d{3}`(?= status)/
/** Media types, and the `items/` before a property in a list, which differ between operations. */
const noise = / \(media type: [^)]+\)|(?<=`)items\//g
/** Patterns and rules too long to read. */
const long = /`([^`]{300})[^`]+`/g

function named(names: readonly string[]): string {
  const all = [...new Set(names)].sort()
  const more = all.length > MAX_NAMED ? ` and ${all.length - MAX_NAMED} more` : ''
  return `${all.slice(0, MAX_NAMED).join(', ')}${more}`
}
