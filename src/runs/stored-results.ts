import type { components } from '../../generated/api.ts'

type Context = components['schemas']['Context']
type Attempt = components['schemas']['Attempt']

/*
 * Members with their most frequent value are not stored: the names of JSON members would take a tenth of the
 * space of a short run.
 */
const noContext = { included: 0, dropped: 0, files: 0, dropped_files: 0 }
const noFailure = { failure: null, reason: null }

/** Returns the description of a context as JSON to store. */
export function storedContext(context: Context): string {
  return JSON.stringify(without(context, noContext))
}

/**
 * Returns the description of a context from its stored form, also from that of earlier versions, which stored
 * all members.
 */
export function contextOf(stored: unknown): Context | null {
  return stored === null ? null : { ...noContext, ...(stored as Context) }
}

/** Returns attempts as JSON to store. */
export function storedAttempts(attempts: readonly Attempt[]): string {
  return JSON.stringify(attempts.map((attempt) => without(attempt, noFailure)))
}

/** Returns attempts from their stored form, also from that of earlier versions, which stored all members. */
export function attemptsOf(stored: unknown): Attempt[] {
  return (stored as Attempt[]).map((attempt) => ({ ...noFailure, ...attempt }))
}

function without(value: object, usual: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(value).filter(([name, member]) => !(name in usual) || member !== usual[name]),
  )
}
