/** As much of autocannon as the benchmark uses; it brings no types along. */
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
    /** In seconds. */
    duration: number
    /** How often it looks whether the time is over, in ms. */
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
    /** In seconds. */
    duration: number
    /** In ms. */
    latency: { p99: number }
  }

  export default function autocannon(options: Options): PromiseLike<Result>
}
