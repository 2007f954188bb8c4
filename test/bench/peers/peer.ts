/** Server that the benchmark compares, Parley included, used through its own client if it has one. */
import type { Bench } from '../bench.ts'
import type { Server } from '../server.ts'
import type { Side } from '../streams.ts'

export interface Peer extends Side {
  /** Process of the server; a new one after each restart. */
  server: Server
  readonly name: string
  /** Versions and settings, in a few lines. */
  readonly setup: string
  /** Starts this number of answers at once and reads them. `url` is the server's address or a relay to it. */
  begin(url: string, prompt: string, count: number): Promise<Answer[]>
  /** Restarts the server with the same address and data after it was killed. */
  restart(): Promise<void>
}

export interface Answer {
  /** Returns the text that the reader has received so far. */
  text(): string
  /** Continues after a lost connection. Resolves at the end of the stream. */
  resume(): Promise<void>
  /** Resolves to the text for a new reader that follows the stream from its beginning. */
  replay(): Promise<string>
  /** Resolves to the text that the server has saved. */
  saved(): Promise<string>
}

/** Starts a peer whose provider has this base URL. */
export type StartPeer = (bench: Bench, baseUrl: string) => Promise<Peer>
