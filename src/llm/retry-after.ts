type Headers = Readonly<Record<string, string | string[] | undefined>>

const imfOrRfc850Date = /^[A-Z][a-z]+, .+ GMT$/
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} .+ \d{4}$/

/**
 * When a busy provider wants to be asked again, in whole seconds from 1 to 3600: out of `retry-after-ms`
 * (milliseconds; the finer one, so it goes first) or `retry-after` (RFC 9110 section 10.2.3: seconds, or a date in
 * one of the three forms of section 5.6.7). Undefined where neither is there or makes sense.
 */
export function retryAfter(headers: Headers): number | undefined {
  const seconds =
    scaled(single(headers['retry-after-ms']), 1000) ??
    scaled(single(headers['retry-after']), 1) ??
    untilDate(single(headers['retry-after']))
  return seconds === undefined ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), 3600)
}

function single(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
}

function scaled(text: string, unitsPerSecond: number): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) / unitsPerSecond : undefined
}

function untilDate(text: string): number | undefined {
  // Date.parse would take the asctime form, which names no zone, for local time.
  const time = imfOrRfc850Date.test(text)
    ? Date.parse(text)
    : asctimeDate.test(text)
      ? Date.parse(`${text} GMT`)
      : Number.NaN
  return Number.isNaN(time) ? undefined : (time - Date.now()) / 1000
}
