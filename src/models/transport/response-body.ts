import type { Answer, AnswerReader } from '../answer/answer-reader.ts'
import { errorIn } from '../errors/error-in.ts'
import { saidFailure } from '../errors/failure.ts'
import { ProviderError } from '../provider.ts'
import { eventStreamDecoder, type ServerSentEvent } from './event-stream.ts'
import { parseJson } from './json.ts'
import { lineDecoder } from './lines.ts'

/** Describes how a wire protocol writes its answers. Its functions receive values that hold no error. */
export interface Protocol {
  /** Server-sent events, or lines of JSON. */
  readonly framing: 'events' | 'lines'
  /** Takes the JSON value of one event or line. */
  read(value: unknown, answer: Answer): void
  /** Takes the one JSON value of a server that does not stream; `read` does where there is none. */
  readWhole?(body: unknown, answer: Answer): void
}

export interface BodyReader {
  /** Throws a ProviderError for what is no answer, or too much of one. */
  push(chunk: Uint8Array): void
  /** Likewise; reads what needed the end of the bytes to be read. */
  end(): void
}

/** The most bytes of one event: with some servers a whole answer. */
const EVENT_LIMIT = 1024 * 1024
const WHOLE_LIMIT = 16 * 1024 * 1024
/** A token's event is some 300 bytes, so this is 200,000 of them. */
const STREAM_LIMIT = 64 * 1024 * 1024

/** Events that keep a connection open, whatever they say. */
const keepAlive = /^(?:ping|heart-?beat|keep-?alive)$/i
/** Events that tell of an error, whatever they say. */
const failureEvent = /error|^err$|exception|fail(?:ed|ure)?$/i
const blank = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])
const [openBrace, openBracket, lessThan] = [0x7b, 0x5b, 0x3c]

/** Reads the body of an answer into `answer`. What it is, its first byte tells: content types are not to be relied upon. */
export function readBody(protocol: Protocol, answer: AnswerReader): BodyReader {
  let body: BodyReader | undefined
  let length = 0

  const begin = (first: number): BodyReader => {
    if (first === lessThan) throw new ProviderError('failed', 'HTML')
    if (protocol.framing === 'lines') return readLines(protocol, answer)
    return first === openBrace || first === openBracket
      ? readWholeBody(protocol, answer)
      : readEvents(protocol, answer)
  }

  return {
    push(chunk) {
      length += chunk.length
      if (length > STREAM_LIMIT) throw new ProviderError('failed', 'answer too large')
      if (body === undefined) {
        const first = chunk.find((byte) => !blank.has(byte))
        if (first === undefined) return
        body = begin(first)
      }
      body.push(chunk)
    },
    end() {
      if (body === undefined) throw new ProviderError('failed', 'empty body')
      body.end()
    },
  }
}

function readEvents({ read }: Protocol, answer: AnswerReader): BodyReader {
  const decoder = eventStreamDecoder(EVENT_LIMIT)
  const readEvent = ({ event, data }: ServerSentEvent) => {
    if (answer.ended || keepAlive.test(event)) return
    if (failureEvent.test(event)) throw saidFailure(errorInText(data))
    // Some servers end their events with one line's end, so that several of them look like one.
    const texts = data.includes('\n') && !isJson(data) ? data.split('\n') : [data]
    for (const text of texts) readValue(text, read, answer)
  }
  return {
    push(chunk) {
      for (const event of decoder.push(chunk)) readEvent(event)
    },
    end() {
      for (const event of decoder.rest()) readLast(() => readEvent(event), answer)
    },
  }
}

function readLines({ read }: Protocol, answer: AnswerReader): BodyReader {
  const lines = lineDecoder(EVENT_LIMIT)
  return {
    push(chunk) {
      for (const line of lines.push(chunk)) readValue(line, read, answer)
    },
    end() {
      const line = lines.rest()
      readLast(() => readValue(line, read, answer), answer)
    },
  }
}

/** Reads one value of a stream; blank ones mean nothing. */
function readValue(text: string, read: Protocol['read'], answer: AnswerReader): void {
  if (answer.ended || text.trim() === '') return
  answer.nextEvent()
  if (/^\s*"?\[DONE\]"?\s*$/.test(text)) answer.end()
  else read(parsed(text), answer)
}

/** Reads what the end of the bytes left unfinished. Half an event after others is where the answer was cut. */
function readLast(read: () => void, answer: AnswerReader): void {
  try {
    read()
  } catch (error) {
    if (answer.tokens === 0 || !(error instanceof ProviderError) || error.reason !== 'not JSON') throw error
  }
}

function readWholeBody({ read, readWhole = read }: Protocol, answer: AnswerReader): BodyReader {
  const chunks: Uint8Array[] = []
  let length = 0
  return {
    push(chunk) {
      length += chunk.length
      if (length > WHOLE_LIMIT) throw new ProviderError('failed', 'answer too large')
      chunks.push(chunk)
    },
    end() {
      const bytes = Buffer.concat(chunks, length)
      const text = new TextDecoder().decode(bytes)
      if (isJson(text)) return readWhole(parsed(text), answer)
      // A line of JSON, such as an error, before events.
      const events = readEvents({ framing: 'events', read }, answer)
      events.push(bytes)
      events.end()
    },
  }
}

/** Parses a value. Throws the ProviderError that an error in it means, or a plain text in its place. */
function parsed(text: string): unknown {
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    if (/^\s*["[{]/.test(text)) throw error
    const failure = saidFailure(text)
    throw failure.kind === 'failed' ? error : failure
  }
  const error = errorIn(value)
  if (error !== undefined) throw saidFailure(error)
  return value
}

/** Returns the error in the data of an event that tells of one. */
function errorInText(data: string): unknown {
  const value = isJson(data) ? parseJson(data) : data
  return errorIn(value) ?? value
}

function isJson(text: string): boolean {
  try {
    parseJson(text)
    return true
  } catch {
    return false
  }
}
