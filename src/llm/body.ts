import type { Answer, AnswerReader } from './answer.ts'
import { eventStreamDecoder } from './event-stream.ts'
import { parseJson } from './json.ts'
import { lineDecoder } from './lines.ts'
import { ProviderError } from './provider.ts'

/** How a wire protocol writes its answers. Its functions throw a ProviderError for what is no answer. */
export type Protocol =
  | {
      /** Server-sent events. */
      readonly framing: 'events'
      /** Takes the data of one event; never blank. */
      read(data: string, answer: Answer): void
      /** Takes the one JSON value of a server that does not stream, whatever it was asked for. */
      readWhole(body: unknown, answer: Answer): void
    }
  | {
      /** Lines of JSON; one, of a server that does not stream. */
      readonly framing: 'lines'
      /** Takes one line; never blank. */
      read(line: string, answer: Answer): void
    }

export interface BodyReader {
  /** Throws a ProviderError for what is no answer, or too much of one. */
  push(chunk: Uint8Array): void
  /** Likewise; reads what needed the end of the bytes to be read. */
  end(): void
}

/** The most bytes of one event: with some servers a whole answer. */
const eventLimit = 1024 * 1024
const wholeLimit = 16 * 1024 * 1024
/** A token's event is some 300 bytes, so this is 200,000 of them. */
const streamLimit = 64 * 1024 * 1024

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
      if (length > streamLimit) throw new ProviderError('failed', 'answer too large')
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

function readEvents(protocol: Protocol, answer: AnswerReader): BodyReader {
  const decode = eventStreamDecoder(eventLimit)
  return {
    push(chunk) {
      for (const { data } of decode(chunk)) {
        if (answer.ended) return
        if (data.trim() !== '') protocol.read(data, answer)
      }
    },
    end() {},
  }
}

function readLines(protocol: Protocol, answer: AnswerReader): BodyReader {
  const lines = lineDecoder(eventLimit)
  return {
    push(chunk) {
      for (const line of lines.push(chunk)) {
        if (answer.ended) return
        if (line.trim() !== '') protocol.read(line, answer)
      }
    },
    end() {
      const rest = lines.rest().trim()
      if (rest === '' || answer.ended) return
      try {
        protocol.read(rest, answer)
      } catch (error) {
        // Half a line after whole ones is where the answer was cut, as half an event is.
        if (answer.tokens === 0 || !(error instanceof ProviderError) || error.reason !== 'not JSON')
          throw error
      }
    },
  }
}

function readWholeBody({ readWhole }: Protocol & { framing: 'events' }, answer: AnswerReader): BodyReader {
  const chunks: Uint8Array[] = []
  let length = 0
  return {
    push(chunk) {
      length += chunk.length
      if (length > wholeLimit) throw new ProviderError('failed', 'answer too large')
      chunks.push(chunk)
    },
    end() {
      readWhole(parseJson(new TextDecoder().decode(Buffer.concat(chunks, length))), answer)
    },
  }
}
