import type { Answer, AnswerReader } from '../answer/answer-reader.ts'
import { errorIn } from '../errors/error-in.ts'
import { saidFailure } from '../errors/failure.ts'
import { ProviderError } from '../provider.ts'
import { eventStreamDecoder, type ServerSentEvent } from './event-stream.ts'
import { parseJson } from './json.ts'
import { lineDecoder } from './lines.ts'

/** Reader of a wire protocol. Its functions receive values that contain no error. */
export interface Protocol {
  /** Server-sent events, or lines of JSON (NDJSON). */
  readonly framing: 'events' | 'lines'
  read(value: unknown, answer: Answer): void
  /** Reads the whole answer of a server that does not stream; defaults to `read`. */
  readWhole?(body: unknown, answer: Answer): void
}

export interface BodyReader {
  /** @throws ProviderError if the body is not an answer, or too large */
  push(chunk: Uint8Array): void
  end(): void
}

/** Longest event, in bytes; some servers send a whole answer as one. */
const MAX_EVENT_BYTES = 1024 * 1024
const MAX_WHOLE_BYTES = 16 * 1024 * 1024
/** Longest stream, in bytes: about 200,000 events of 300 bytes, one per token. */
const MAX_STREAM_BYTES = 64 * 1024 * 1024

const keepAlive = /^(?:ping|heart-?beat|keep-?alive)$/i
const failureEvent = /error|^err$|exception|fail(?:ed|ure)?$/i
const blank = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])
const [openBrace, openBracket, lessThan] = [0x7b, 0x5b, 0x3c]

/**
 * Reads the body of a response into `answer`. Detects the format by the first byte, because content types are
 * unreliable.
 */
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
      if (length > MAX_STREAM_BYTES) throw new ProviderError('failed', 'answer too large')
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
  const decoder = eventStreamDecoder(MAX_EVENT_BYTES)
  const readEvent = ({ event, data }: ServerSentEvent) => {
    if (answer.ended || keepAlive.test(event)) return
    if (failureEvent.test(event)) throw saidFailure(errorInText(data))
    // Some servers end events with a single newline, so that several look like one.
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
  const lines = lineDecoder(MAX_EVENT_BYTES)
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

function readValue(text: string, read: Protocol['read'], answer: AnswerReader): void {
  if (answer.ended || text.trim() === '') return
  answer.nextEvent()
  if (/^\s*"?\[DONE\]"?\s*$/.test(text)) answer.end()
  else read(parsed(text), answer)
}

/** Reads the incomplete last value. After other values, half a value marks where the answer was cut off. */
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
      if (length > MAX_WHOLE_BYTES) throw new ProviderError('failed', 'answer too large')
      chunks.push(chunk)
    },
    end() {
      const bytes = Buffer.concat(chunks, length)
      const text = new TextDecoder().decode(bytes)
      if (isJson(text)) return readWhole(parsed(text), answer)
      // A line of JSON, such as an error, may precede events.
      const events = readEvents({ framing: 'events', read }, answer)
      events.push(bytes)
      events.end()
    },
  }
}

/**
 * Parses a value.
 *
 * @throws ProviderError for an error in it, or in a plain text in its place
 */
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
