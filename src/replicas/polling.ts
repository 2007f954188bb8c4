/** Minimum pause after a failure, in ms. */
const RETRY_DELAY_MS = 250

export interface Polling {
  /** Starts the work soon, and not merely at the end of the interval. */
  wake(): void
  /** Stops; resolves when the work in progress has ended. */
  close(): Promise<void>
}

/**
 * Repeats work until closed, beginning now.
 *
 * @param options.interval returns the pause after the work that has just ended, in ms; may be infinite
 * @param options.minPause shortest pause before work that is woken, in ms, if longer than the last work took:
 *   however often it is woken, it then takes at most half of a connection's time
 * @param options.onFailure called for the first failure of a series; the work is repeated
 */
export function startPolling(
  work: () => Promise<void>,
  options: {
    readonly interval: () => number
    readonly minPause: number
    readonly onFailure: (error: unknown) => void
  },
): Polling {
  let isFailing = false
  let isClosed = false
  let isWoken = false
  let startedAt = Number.NEGATIVE_INFINITY
  let endedAt = startedAt
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined

  const start = () => {
    clearTimeout(timer)
    isWoken = false
    startedAt = performance.now()
    working = work()
      .then(
        () => {
          isFailing = false
        },
        (error) => {
          if (!isFailing && !isClosed) options.onFailure(error)
          isFailing = true
        },
      )
      .then(() => {
        working = undefined
        endedAt = performance.now()
        schedule()
      })
  }
  const schedule = () => {
    clearTimeout(timer)
    if (isClosed || working !== undefined) return
    const minPause = isFailing ? RETRY_DELAY_MS : Math.max(options.minPause, endedAt - startedAt)
    const interval = options.interval()
    const pause = isWoken ? Math.min(minPause, interval) : interval
    if (pause === Number.POSITIVE_INFINITY) return
    timer = setTimeout(start, Math.max(0, endedAt + pause - performance.now()))
  }
  start()

  return {
    wake() {
      if (isWoken) return
      isWoken = true
      schedule()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await working
    },
  }
}
