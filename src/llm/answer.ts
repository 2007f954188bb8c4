import { type FinishReason, ProviderError, type ProviderEvent, type ProviderRequest } from './provider.ts'
import { storable, storablePieces } from './text.ts'
import { tokensOf, usageOf } from './usage.ts'

const modelNameLimit = 200
/** The longest answer, in UTF-16 code units: what the contract allows, far beyond what a model writes. */
const contentLimit = 16 * 1024 * 1024

/**
 * One answer while it is read. A protocol writes what it finds, in whatever state of sense it is, because nothing that a
 * provider sends can be relied upon.
 */
export interface Answer {
  model(name: unknown): void
  /** Null and nothing are nothing; throws ProviderError (failed) for what else is no text. */
  text(piece: unknown): void
  reasoning(piece: unknown): void
  /** The latest counts hold, each by itself. */
  usage(counts: { prompt?: unknown; completion?: unknown; total?: unknown }): void
  /** Why the model stopped: it has said all, though counts may follow. */
  finish(reason: FinishReason): void
  /** The protocol's own end: nothing of use follows. */
  end(): void
}

export interface AnswerReader extends Answer {
  /** Whether why the model stopped, or the end, was written. */
  readonly complete: boolean
  readonly ended: boolean
  /** How many pieces of text and reasoning were written: the tokens, about. */
  readonly tokens: number
  /** What was written since the last time. */
  take(): ProviderEvent[]
  /**
   * What is left to tell at the end of the bytes: counts and the finish.
   * Throws ProviderError (failed) where there is nothing that could be an answer.
   */
  close(): ProviderEvent[]
}

/** `model` is the one that was asked for, and taken for the one that answers unless the provider says another. */
export function readAnswer(request: ProviderRequest, model: string): AnswerReader {
  const text = storablePieces()
  const reasoning = storablePieces()
  let events: ProviderEvent[] = []
  let named = false
  let reason: FinishReason | null = null
  let ended = false
  let tokens = 0
  let length = 0
  let bytes = 0
  let counted: { prompt?: unknown; completion?: unknown; total?: unknown } = {}

  const name = (given: string) => {
    if (named) return
    named = true
    events.push({ type: 'model', model: storable(given.slice(0, modelNameLimit)) })
  }
  const add = (type: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    name(model)
    length += piece.length
    if (length > contentLimit) throw new ProviderError('failed', 'answer too large')
    bytes += Buffer.byteLength(piece)
    const last = events.at(-1)
    if (last?.type === type) events[events.length - 1] = { type, text: last.text + piece }
    else events.push({ type, text: piece })
  }
  const write = (type: 'text' | 'reasoning', pieces: typeof text, piece: unknown) => {
    if (piece === undefined || piece === null || piece === '') return
    if (typeof piece !== 'string') throw new ProviderError('failed', 'no text in the answer')
    tokens += 1
    add(type, pieces.push(piece))
  }
  const take = () => {
    const taken = events
    events = []
    return taken
  }

  return {
    get complete() {
      return ended || reason !== null
    },
    get ended() {
      return ended
    },
    get tokens() {
      return tokens
    },
    model(given) {
      if (typeof given === 'string' && given !== '') name(given)
    },
    text: (piece) => write('text', text, piece),
    reasoning: (piece) => write('reasoning', reasoning, piece),
    usage(counts) {
      counted = { ...counted, ...counts }
    },
    finish(given) {
      reason = given
    },
    end() {
      ended = true
    },
    take,
    close() {
      const complete = ended || reason !== null
      if (tokens === 0 && !complete) throw new ProviderError('failed', 'no answer in the body')
      add('reasoning', reasoning.rest())
      add('text', text.rest())
      name(model)
      const { prompt, completion, total } = counted
      const usage = usageOf({ prompt, completion, total }, request, () => tokensOf(bytes))
      events.push({ type: 'usage', usage }, { type: 'finish', reason, complete })
      return take()
    },
  }
}
