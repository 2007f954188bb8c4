import { firstValue } from '../../first-value.ts'
import { hasMembers } from '../../is-object.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

const imfOrRfc850Date = /^[A-Z][a-z]+, .+ GMT$/
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} .+ \d{4}$/
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const goDuration = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/

/**
 * Returns the delay that a busy provider asks for, in whole seconds from 1 to 3600: `retry-after-ms`, being
 * more precise, then `retry-after` (RFC 9110, section 10.2.3), then the reset of the exhausted limits of
 * OpenAI ("6m0s"), Anthropic (RFC 3339) and OpenRouter (Unix time in milliseconds).
 */
export function retryAfter(headers: Headers): number | undefined {
  const seconds =
    scaled(firstValue(headers['retry-after-ms']), 1000) ??
    scaled(firstValue(headers['retry-after']), 1) ??
    untilDate(firstValue(headers['retry-after'])) ??
    untilReset(headers)
  return bounded(seconds)
}

/** Delay in OpenAI's and Groq's messages: "try again in 1m2.5s", "retry after 30 seconds". */
const inMessage =
  /\b(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+|\d+(?:\.\d+)?(?= ?sec))/i

export function retryAfterIn(error: unknown): number | undefined {
  if (!hasMembers(error)) return undefined
  const { details, metadata, message, retry_after, retry_after_ms } = error
  const info: unknown = Array.isArray(details)
    ? details.find((detail) => hasMembers(detail) && detail.retryDelay)
    : undefined
  const [, said = ''] = (typeof message === 'string' && inMessage.exec(message)) || []
  const seconds =
    scaled(text(retry_after_ms), 1000) ??
    scaled(text(retry_after), 1) ??
    scaled(text(hasMembers(metadata) ? metadata.retry_after : undefined), 1) ??
    duration(text(hasMembers(info) ? info.retryDelay : undefined)) ??
    scaled(said, 1) ??
    duration(said)
  return bounded(seconds)
}

function bounded(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), 3600)
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function scaled(text: string, unitsPerSecond: number): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) / unitsPerSecond : undefined
}

function untilDate(text: string): number | undefined {
  // Date.parse reads the asctime form, which has no zone, as local time.
  const time = imfOrRfc850Date.test(text)
    ? Date.parse(text)
    : asctimeDate.test(text)
      ? Date.parse(`${text} GMT`)
      : Number.NaN
  return until(time)
}

function untilReset(headers: Headers): number | undefined {
  const resets = [
    ...['requests', 'tokens'].map((what) =>
      usedUp(headers[`x-ratelimit-remaining-${what}`])
        ? duration(firstValue(headers[`x-ratelimit-reset-${what}`]))
        : undefined,
    ),
    ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((what) => {
      const reset = firstValue(headers[`anthropic-ratelimit-${what}-reset`])
      return usedUp(headers[`anthropic-ratelimit-${what}-remaining`]) && rfc3339.test(reset)
        ? until(Date.parse(reset))
        : undefined
    }),
    usedUp(headers['x-ratelimit-remaining']) && /^\d{13}$/.test(firstValue(headers['x-ratelimit-reset']))
      ? until(Number(firstValue(headers['x-ratelimit-reset'])))
      : undefined,
  ].filter((seconds) => seconds !== undefined)
  return resets.length === 0 ? undefined : Math.max(...resets)
}

function usedUp(remaining: string | string[] | undefined): boolean {
  return firstValue(remaining) === '0'
}

function duration(text: string): number | undefined {
  const [all, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = goDuration.exec(text) ?? []
  if (!all) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000
}

function until(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : (time - Date.now()) / 1000
}
