/** Kind of change in the database. `followed` means that another replica follows the run. */
export type Topic = 'revocations' | `run:${number}:${'events' | 'followed' | 'cancelled'}`

/**
 * Messages between replicas, without content: the receiver reads the database. Any message may be lost, so
 * listeners also poll.
 */
export interface Signals {
  /** True while messages are expected to arrive, so that polling may be slower. */
  readonly isConnected: boolean
  /** Sends a message to all listeners to a topic, without waiting for it. Never throws. */
  send(topic: Topic): void
  /**
   * Calls `onSignal` for each message until the returned function is called.
   *
   * @param onConnected called once messages arrive, at first or again: earlier ones may have been missed
   */
  listen(topic: Topic, onSignal: () => void, onConnected?: () => void): () => void
}

/** Signals of replicas that only poll. */
export const noSignals: Signals = {
  isConnected: false,
  send() {},
  listen: () => () => {},
}
