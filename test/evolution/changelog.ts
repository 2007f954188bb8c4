import type { Change } from './changes.ts'

/** How many operations, or statuses, are named for one change. */
const MOST_NAMED = 6

/** The sections of an entry; a change belongs to the first one that takes it. */
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

/** Formats changes as a Markdown list, in which the same change of several operations and statuses is one item. */
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
/** The media type, and the `items/` that a list's property has before what it is called elsewhere. */
const noise = / \(media type: [^)]+\)|(?<=`)items\//g
/** A pattern or a rule that is too long to read. */
const long = /`([^`]{300})[^`]+`/g

function named(names: readonly string[]): string {
  const all = [...new Set(names)].sort()
  const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : ''
  return `${all.slice(0, MOST_NAMED).join(', ')}${more}`
}
