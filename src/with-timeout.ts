/** Settles like `work`, or rejects if that takes longer than `timeout` ms. The work itself continues. */
export function withTimeout<T>(work: Promise<T>, timeout: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(new Error(`took longer than ${Math.round(timeout)} ms`)), timeout)
  work.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}
