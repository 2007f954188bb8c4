/** How many may be taken at once, and in how many ms as many come again: evenly, one after the other. */
export interface Rate {
  readonly quota: number
  readonly window: number
}

/** How many were taken, and in how many ms the bucket is full again; both of them 0 or more, unless some were put back. */
export interface Taken {
  readonly granted: number
  readonly full: number
}

/** Token buckets, full until something is taken from them. */
export interface Buckets {
  /**
   * Takes as many as there are, up to a number that is not above the rate's quota; a negative one puts back.
   *
   * Rejects where the buckets are out of reach.
   */
  take(key: string, rate: Rate, count: number): Promise<Taken>
  close(): Promise<void>
}

/** How long one token takes to come, in ms. */
export function intervalOf(rate: Rate): number {
  return rate.window / rate.quota
}

/** How many a bucket has that is full in so many ms. */
export function leftIn(rate: Rate, full: number): number {
  // As in the statement that takes: what is a thousandth short is one.
  return Math.max(0, Math.floor((rate.window - Math.max(0, full)) / intervalOf(rate) + 0.001))
}

/** In how many ms a bucket has one more than it has, where it has none. */
export function waitFor(rate: Rate, full: number): number {
  return Math.max(0, full - rate.window + intervalOf(rate))
}
