/** Capacity of a token bucket, and time in which an empty one fills up evenly, in ms. */
export interface Rate {
  readonly quota: number
  readonly window: number
}

/**
 * Number of tokens taken, and time until the bucket is full again, in ms. Neither is negative, unless tokens
 * were put back.
 */
export interface Taken {
  readonly granted: number
  readonly full: number
}

export interface Buckets {
  /**
   * Takes up to `count` tokens, which must not exceed the quota. A negative count puts tokens back.
   *
   * Rejects if the buckets are unavailable.
   */
  take(key: string, rate: Rate, count: number): Promise<Taken>
  close(): Promise<void>
}

export function intervalOf(rate: Rate): number {
  return rate.window / rate.quota
}

export function leftIn(rate: Rate, full: number): number {
  // Rounds up a thousandth of a token, like the statement that takes.
  return Math.max(0, Math.floor((rate.window - Math.max(0, full)) / intervalOf(rate) + 0.001))
}

/** Returns the time until a bucket has another token, in ms; 0 if it is not empty. */
export function waitFor(rate: Rate, full: number): number {
  return Math.max(0, full - rate.window + intervalOf(rate))
}
