/** What is measured of each server, Parley among them, through its own client where it has one. */
import type { Bench } from '../bench.ts'
import type { Server } from '../server.ts'
import type { Side } from '../streams.ts'

export interface Peer extends Side {
  /** Another one after each restart. */
  server: Server
  readonly name: string
  /** Versions and settings, in a few lines. */
  readonly setup: string
  /**
   * Asks so many times at once, at the server's address or another one that leads to it, and reads while the
   * answers come.
   */
  begin(url: string, prompt: string, count: number): Promise<Answer[]>
  /** Starts the server again, at the same address and on the same data, after it was killed. */
  restart(): Promise<void>
}

export interface Answer {
  /** What its reader has of it now. */
  text(): string
  /** Continues after the connection was lost, if need be, and resolves at the end of the stream. */
  resume(): Promise<void>
  /** Resolves to what another reader gets, who comes now and follows the stream from its beginning. */
  replay(): Promise<string>
  /** Resolves to what the server has saved. */
  saved(): Promise<string>
}

/** Starts a peer whose provider has this base URL. */
export type StartPeer = (bench: Bench, baseUrl: string) => Promise<Peer>
