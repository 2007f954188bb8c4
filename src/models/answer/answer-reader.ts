import { storable, storablePieces } from '../../attachments/storable-text.ts'
import {
  type FinishReason,
  ProviderError,
  type ProviderEvent,
  type ProviderRequest,
  type Sealed,
} from '../provider.ts'
import { type Counts, largerCounts, tokensOf, usageOf } from '../usage.ts'
import { piecesOf, reasoningOf } from './content-parts.ts'
import { finishReason } from './finish-reason.ts'
import { thoughtSplitter } from './thoughts.ts'
import { type CallPiece, callAssembler } from './tool-calls.ts'

const MAX_MODEL_NAME_LENGTH = 200
/** Longest answer, in UTF-16 code units: the limit of the contract, far beyond what a model writes. */
const MAX_ANSWER_LENGTH = 16 * 1024 * 1024
/**
 * Finish reasons that a later one replaces even without text in between: gateways add a `stop` of their own.
 */
const overridable = new Set<FinishReason | null>([null, 'stop', 'other'])
/** Finish reasons after which the last tool call may be incomplete. */
const cutReasons = new Set<FinishReason | null>(['length', 'content_filter', 'interrupted'])
/** Finish reasons that explain an answer without text. */
const explainsEmpty = new Set<FinishReason | null>(['length', 'content_filter', 'tool_calls'])

/** Answer being read. A protocol passes on the values that it finds unchecked; they are validated here. */
export interface Answer {
  /** Number of pieces of text, reasoning and tool calls: approximately the tokens. */
  readonly tokens: number
  model(name: unknown): void
  /** @throws ProviderError (failed), as `piecesOf` does */
  text(content: unknown): void
  /** Appends reasoning from the first place that has some: servers send the same under two names. */
  reasoning(...places: readonly unknown[]): void
  /**
   * Adds the pieces of tool calls in one event. Calls are ignored if the request offers no tools.
   *
   * @param isWhole true if these are all calls of the answer
   * @throws ProviderError (failed) if there are too many
   */
  toolCalls(pieces: readonly CallPiece[], isWhole?: boolean): void
  /** Sets what to seal with the message if it calls tools; called at the end of the answer. */
  seal(sealed: () => Sealed | undefined): void
  usage(counts: Counts): void
  finish(word: unknown): void
  /** Ends the answer as the protocol defines it; the rest is ignored. */
  end(): void
}

export interface AnswerReader extends Answer {
  nextEvent(): void
  /**
   * True once the answer is complete even if nothing more can be read: it has ended, or its finish reason is
   * reliable.
   */
  readonly stopped: boolean
  readonly ended: boolean
  take(): ProviderEvent[]
  /** @throws ProviderError (failed) if there was no answer */
  close(): ProviderEvent[]
}

export function readAnswer(request: ProviderRequest, model: string): AnswerReader {
  const text = storablePieces()
  const reasoning = storablePieces()
  const thoughts = thoughtSplitter()
  const { tools = [], toolChoice } = request
  const hasTools = tools.length > 0 && toolChoice !== 'none'
  const calls = callAssembler(new Set(tools.map((tool) => tool.name)))
  let sealed: () => Sealed | undefined = () => undefined
  let hasCalls = false
  let events: ProviderEvent[] = []
  let isNamed = false
  let ended = false
  let hasText = false
  let tokens = 0
  let length = 0
  let bytes = 0
  let counts: Counts = {}
  let reason: FinishReason | null = null
  /*
   * Some servers send a meaningless finish reason in every event. They are recognised by text that follows a
   * finish reason; until then, a finish reason in the event of the first text is not trusted.
   */
  let isContradicted = false
  let isBesideFirstText = false
  let hasTextWithout = false
  /** True if no text has followed the finish reason, and it is not one sent with every text. */
  let isFirm = false
  const inEvent = { text: false, finish: false }

  const name = (given: string) => {
    if (isNamed) return
    isNamed = true
    events.push({ type: 'model', model: storable(given.slice(0, MAX_MODEL_NAME_LENGTH)) })
  }
  const add = (type: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    name(model)
    length += piece.length
    if (length > MAX_ANSWER_LENGTH) throw new ProviderError('failed', 'answer too large')
    bytes += Buffer.byteLength(piece)
    if (type === 'text') hasText ||= piece.trim() !== ''
    const last = events.at(-1)
    if (last?.type === type) events[events.length - 1] = { type, text: last.text + piece }
    else events.push({ type, text: piece })
  }
  const addText = (piece: string) => {
    for (const { type, text } of thoughts.push(piece)) add(type, text)
  }
  const count = () => {
    tokens += 1
    inEvent.text = true
    isFirm = false
    if (reason !== null && !inEvent.finish) isContradicted = true
  }
  const write = (type: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    count()
    if (type === 'text') addText(text.push(piece))
    else add(type, reasoning.push(piece))
  }
  const addDeltas = (deltas: readonly Extract<ProviderEvent, { type: 'tool_call_delta' }>[]) => {
    for (const delta of deltas) {
      name(model)
      length += delta.arguments.length
      if (length > MAX_ANSWER_LENGTH) throw new ProviderError('failed', 'answer too large')
      bytes += Buffer.byteLength(delta.arguments)
      events.push(delta)
    }
  }
  const take = () => {
    const taken = events
    events = []
    return taken
  }

  return {
    get stopped() {
      const isBelieved = reason !== null && !isContradicted && !isBesideFirstText
      return ended || (isBelieved && (hasText || hasCalls || explainsEmpty.has(reason)))
    },
    get ended() {
      return ended
    },
    get tokens() {
      return tokens
    },
    nextEvent() {
      if (inEvent.text && !inEvent.finish) hasTextWithout = true
      inEvent.text = false
      inEvent.finish = false
    },
    model(given) {
      if (typeof given === 'string' && given !== '') name(given)
    },
    text(content) {
      if (typeof content === 'string') return write('text', content)
      for (const { type, text } of piecesOf(content)) write(type, text)
    },
    reasoning(...places) {
      for (const place of places) {
        const text = reasoningOf(place)
        if (text !== '') return write('reasoning', text)
      }
    },
    toolCalls(pieces, isWhole = false) {
      if (!hasTools || pieces.length === 0) return
      const { deltas, isNew } = calls.push(pieces, isWhole)
      if (!isNew) return
      hasCalls = true
      count()
      addDeltas(deltas)
    },
    seal(given) {
      sealed = given
    },
    usage(reported) {
      counts = largerCounts(counts, reported)
    },
    finish(word) {
      const given = finishReason(word)
      if (given === undefined) return
      const tellsMore = reason === 'interrupted' || (!overridable.has(reason) && overridable.has(given))
      if (!isFirm || !tellsMore) {
        reason = given
        isFirm = !(inEvent.text && isContradicted)
      }
      inEvent.finish = true
      isBesideFirstText ||= inEvent.text && !hasTextWithout
    },
    end() {
      ended = true
    },
    take,
    close() {
      if (tokens === 0 && !ended && reason === null)
        throw new ProviderError('failed', 'no answer in the body')
      add('reasoning', reasoning.rest())
      addText(text.rest())
      for (const { type, text } of thoughts.rest()) add(type, text)
      const isWhole = ended || (reason !== null && !isContradicted)
      const called = calls.close(!isWhole || cutReasons.has(reason))
      addDeltas(called.deltas)
      const callsTools = called.calls.length > 0
      if (!hasText && !callsTools && !explainsEmpty.has(reason))
        throw new ProviderError('failed', 'an empty answer')
      name(model)
      if (callsTools && overridable.has(reason)) reason = 'tool_calls'
      const complete = isWhole && reason !== 'interrupted'
      const seal = callsTools ? sealed() : undefined
      events.push(
        ...called.calls.map((call) => ({ type: 'tool_call', call }) as const),
        ...(seal === undefined ? [] : [{ type: 'sealed', sealed: seal } as const]),
        { type: 'usage', usage: usageOf(counts, request, () => tokensOf(bytes)) },
        { type: 'finish', reason: isWhole ? reason : null, complete },
      )
      return take()
    },
  }
}
