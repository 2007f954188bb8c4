/** Random numbers that can be repeated by their seed. */
export interface Random {
  /** Returns a number from 0 to below 1. */
  next(): number
  /** Returns an integer from `least` to `most`. */
  whole(least: number, most: number): number
  pick<T>(items: readonly T[]): T
}

/**
 * Creates a linear congruential generator modulo 2^32, of which the high bits are used (D. Knuth, volume 2,
 * section 3.3.4).
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    whole,
    pick(items) {
      const item = items[whole(0, items.length - 1)]
      if (item === undefined) throw new Error('There is nothing to pick from')
      return item
    },
  }
}
