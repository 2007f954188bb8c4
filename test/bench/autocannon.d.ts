/** Types of the parts of autocannon that the benchmark uses; the package has none. */
declare module 'autocannon' {
  interface Request {
    method: string
    path: string
    headers: Record<string, string>
    body?: string
  }

  interface Client {
    setRequests(requests: Request[]): void
  }

  interface Options {
    url: string
    connections: number
    /** Duration in seconds. */
    duration: number
    /** Interval in ms at which it checks if the time is over. */
    sampleInt: number
    method?: string
    headers?: Record<string, string>
    body?: string
    requests?: Request[]
    setupClient?(client: Client): void
  }

  interface Result {
    '2xx': number
    non2xx: number
    errors: number
    timeouts: number
    /** Duration in seconds. */
    duration: number
    /** Latency in ms. */
    latency: { p99: number }
  }

  export default function autocannon(options: Options): PromiseLike<Result>
}
