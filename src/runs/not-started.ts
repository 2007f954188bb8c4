/** Errors that `Runs.begin` throws instead of starting a run. */

/**
 * Thrown if the prompt or, with `overflow: error`, the prompt with the messages of its chat exceeds the
 * context limit.
 */
export class ContextTooLong extends Error {
  override readonly name = 'ContextTooLong'
}

/** Thrown if the chat has a model that is no longer offered. */
export class ModelNotOffered extends Error {
  override readonly name = 'ModelNotOffered'
}

/** Thrown if the chat already has a title, or too many attempts to generate one have failed. */
export class TitleNotNeeded extends Error {
  override readonly name = 'TitleNotNeeded'
}

/** Thrown if this process is shutting down and starts no more runs. */
export class Stopping extends Error {
  override readonly name = 'Stopping'
}
