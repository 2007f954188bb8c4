import { type Problem, problem } from '../http/problems/problem.ts'
import { policyOf } from '../limits/rate-limits.ts'
import type { ThrottledAttempt } from './login-throttle.ts'

export function tooManyFailures({ rate, wait: seconds }: ThrottledAttempt): Problem<429> {
  const headers = { 'ratelimit-policy': policyOf('failures', rate), ratelimit: `"failures";r=0;t=${seconds}` }
  return problem('rate_limited', { retryAfter: seconds, headers })
}
