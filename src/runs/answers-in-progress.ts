import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { components } from '../../generated/api.ts'
import type { DB } from '../../generated/database.ts'
import { partsAfter } from './queries/run-events.ts'
import { MAX_REASONING_CHARACTERS } from './queries/run-texts.ts'
import { findRun } from './queries/runs.ts'
import { runRepresentation } from './run-representation.ts'
import type { StoredPart } from './stored-parts.ts'

/** Maximum memory for the texts of active runs that were read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024
/** Estimated memory of a run besides its texts, in bytes. */
const OVERHEAD_BYTES = 1024

type Run = components['schemas']['Run']
type ToolCall = components['schemas']['ToolCall']

interface Message {
  readonly content: string
  readonly status: 'running' | 'completed' | 'incomplete' | 'failed' | 'cancelled'
  readonly run: number | null
  readonly user: number
}

/** Answer of an active run, as far as it has been read. */
interface Answer {
  /** Sequence of the last event that was read. */
  readonly last: number
  readonly content: string
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly context: unknown
}

const nothing: Answer = { last: 0, content: '', reasoning: '', toolCalls: [], context: null }

export interface AnswersInProgress {
  /** Reads a run, with the saved part of its answer. Resolves to undefined if there is no such run. */
  readRun(db: Kysely<DB>, run: { readonly user: number; readonly id: number }): Promise<Run | undefined>
  /**
   * Fills in the partial answers of a user's messages that the model is still writing; their stored text is
   * empty until the run ends. Queries the database only if there are such messages.
   */
  withAnswersInProgress<Row extends Message>(db: Kysely<DB>, rows: Row[]): Promise<Row[]>
  /** Fills in the partial answer of one message. */
  withAnswer<Row extends Message>(db: Kysely<DB>, row: Row | undefined): Promise<Row | undefined>
}

/**
 * Creates readers of the answers of active runs, whose text is in their events. The part that was read is
 * cached, so reading again costs only the later events.
 */
export function createAnswersInProgress(): AnswersInProgress {
  const known = new LRUCache<number, Answer>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ content, reasoning, toolCalls }) => {
      const calls = toolCalls.reduce((sum, call) => sum + JSON.stringify(call).length, 0)
      return OVERHEAD_BYTES + 2 * (content.length + reasoning.length + calls)
    },
  })

  /** Reads the answers of a user's active runs. */
  const read = async (db: Kysely<DB>, user: number, runs: readonly number[]) => {
    const answers = new Map(runs.map((run) => [run, known.get(run) ?? nothing]))
    const after = runs.map((run) => answers.get(run)?.last ?? 0)
    const parts = await partsAfter(db, { user, runs, after })
    for (const [run, ofRun] of Map.groupBy(parts, (part) => part.run)) {
      const answer = ofRun.reduce(continued, answers.get(run) ?? nothing)
      answers.set(run, answer)
      known.set(run, answer)
    }
    return answers
  }

  const withAnswersInProgress = async <Row extends Message>(db: Kysely<DB>, rows: Row[]): Promise<Row[]> => {
    const runs = rows.flatMap(({ status, run }) => (status === 'running' && run !== null ? [run] : []))
    const user = rows[0]?.user
    if (user === undefined || runs.length === 0) return rows
    const answers = await read(db, user, runs)
    return rows.map((row) => {
      const answer = row.status === 'running' ? answers.get(row.run ?? 0) : undefined
      return answer === undefined ? row : { ...row, content: answer.content, parts: partsOf(answer) }
    })
  }

  return {
    withAnswersInProgress,

    async withAnswer(db, row) {
      const [found] = await withAnswersInProgress(db, row ? [row] : [])
      return found
    },

    async readRun(db, { user, id }) {
      const found = await findRun(db, { user, id })
      if (found === undefined) return undefined
      const answer = found.ended_at === null ? (await read(db, user, [id])).get(id) : undefined
      if (answer === undefined) return runRepresentation(found)
      const { context, content, reasoning, toolCalls } = answer
      return runRepresentation({
        ...found,
        context,
        ...(found.is_being_written && {
          content,
          reasoning: kept(reasoning),
          tool_calls: toolCalls,
        }),
      })
    },
  }
}

/** Returns the parts of an answer as they will be stored. */
function partsOf({ reasoning, toolCalls }: Answer): readonly StoredPart[] {
  return [
    ...(reasoning === '' ? [] : [{ type: 'reasoning', text: kept(reasoning) } as const]),
    ...toolCalls.map((call) => ({ type: 'tool_call', ...call }) as const),
  ]
}

/** Truncates reasoning to the stored length. The cut may split a surrogate pair. */
function kept(reasoning: string): string {
  return reasoning.slice(0, MAX_REASONING_CHARACTERS).toWellFormed()
}

type Part = Awaited<ReturnType<typeof partsAfter>>[number]

/** Returns an answer with what the next event adds to it. */
function continued(answer: Answer, { sequence, type, text, context, call }: Part): Answer {
  const next = { ...answer, last: sequence }
  if (type === 'text') return { ...next, content: answer.content + (text ?? '') }
  if (type === 'reset') return { ...next, content: '', reasoning: '', toolCalls: [] }
  // Only this server writes events.
  if (type === 'tool_call') return { ...next, toolCalls: [...answer.toolCalls, call as ToolCall] }
  if (type === 'context') return { ...next, context }
  if (type === 'reasoning' && answer.reasoning.length < MAX_REASONING_CHARACTERS)
    return { ...next, reasoning: answer.reasoning + (text ?? '') }
  return next
}
