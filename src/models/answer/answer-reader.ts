import { storable, storablePieces } from '../../attachments/storable-text.ts'
import { type FinishReason, ProviderError, type ProviderEvent, type ProviderRequest } from '../provider.ts'
import { type Counts, largerCounts, tokensOf, usageOf } from '../usage.ts'
import { piecesOf, reasoningOf } from './content-parts.ts'
import { finishReason } from './finish-reason.ts'
import { thoughtSplitter } from './thoughts.ts'

const MODEL_NAME_LIMIT = 200
/** The longest answer, in UTF-16 code units: what the contract allows, far beyond what a model writes. */
const CONTENT_LIMIT = 16 * 1024 * 1024
/** Finish reasons that a later one replaces although no text came in between: gateways add a `stop` of their own. */
const weak = new Set<FinishReason | null>([null, 'stop', 'other'])
/** Finish reasons that explain an answer without text. */
const explained = new Set<FinishReason | null>(['length', 'content_filter', 'tool_calls'])

/**
 * One answer while it is read. A protocol writes what it finds, in whatever state of sense it is, because nothing that a
 * provider sends can be relied upon.
 */
export interface Answer {
  /** How many pieces of text and reasoning were written: the tokens, about. */
  readonly tokens: number
  model(name: unknown): void
  /** Takes text in any shape that `piecesOf` reads. Throws ProviderError (failed) as that does. */
  text(content: unknown): void
  /** Takes reasoning from the first of several places that has some: servers send the same under two names. */
  reasoning(...places: readonly unknown[]): void
  /** The larger counts hold, as `largerCounts` has it. */
  usage(counts: Counts): void
  /** Takes the word for why the model stopped. Text that comes after it is text nevertheless. */
  finish(word: unknown): void
  /** The protocol's own end: nothing of use follows. */
  end(): void
}

export interface AnswerReader extends Answer {
  /** Notes that what is written from now on is in another event. */
  nextEvent(): void
  /** True once the answer is whole even if nothing more can be read: it ended, or its finish reason can be believed. */
  readonly stopped: boolean
  readonly ended: boolean
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
  const thoughts = thoughtSplitter()
  let events: ProviderEvent[] = []
  let named = false
  let ended = false
  let spoken = false
  let tokens = 0
  let length = 0
  let bytes = 0
  let counts: Counts = {}
  let reason: FinishReason | null = null
  /*
   * Some servers send a finish reason in every event, where it means nothing. They are recognised by text that follows
   * a finish reason; until some does, a finish reason beside the first text of all is suspect.
   */
  let isContradicted = false
  let isBesideFirstText = false
  let hasTextWithout = false
  /** No text has come since the finish reason, which is not one that was beside every text. */
  let isFirm = false
  const inEvent = { text: false, finish: false }

  const name = (given: string) => {
    if (named) return
    named = true
    events.push({ type: 'model', model: storable(given.slice(0, MODEL_NAME_LIMIT)) })
  }
  const add = (type: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    name(model)
    length += piece.length
    if (length > CONTENT_LIMIT) throw new ProviderError('failed', 'answer too large')
    bytes += Buffer.byteLength(piece)
    if (type === 'text') spoken ||= piece.trim() !== ''
    const last = events.at(-1)
    if (last?.type === type) events[events.length - 1] = { type, text: last.text + piece }
    else events.push({ type, text: piece })
  }
  const addText = (piece: string) => {
    for (const { type, text } of thoughts.push(piece)) add(type, text)
  }
  const write = (type: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    tokens += 1
    inEvent.text = true
    isFirm = false
    if (reason !== null && !inEvent.finish) isContradicted = true
    if (type === 'text') addText(text.push(piece))
    else add(type, reasoning.push(piece))
  }
  const take = () => {
    const taken = events
    events = []
    return taken
  }

  return {
    get stopped() {
      const isBelieved = reason !== null && !isContradicted && !isBesideFirstText
      return ended || (isBelieved && (spoken || explained.has(reason)))
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
    usage(reported) {
      counts = largerCounts(counts, reported)
    },
    finish(word) {
      const given = finishReason(word)
      if (given === undefined) return
      const tellsMore = reason === 'interrupted' || (!weak.has(reason) && weak.has(given))
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
      if (!spoken && !explained.has(reason)) throw new ProviderError('failed', 'an empty answer')
      name(model)
      const isWhole = ended || (reason !== null && !isContradicted)
      const complete = isWhole && reason !== 'interrupted'
      events.push(
        { type: 'usage', usage: usageOf(counts, request, () => tokensOf(bytes)) },
        { type: 'finish', reason: isWhole ? reason : null, complete },
      )
      return take()
    },
  }
}
