import t from 'tap'
import { retryAfter } from '../../../src/models/errors/retry-after.ts'

const inOneMinute = new Date(Date.now() + 60_000).toUTCString()

t.test('Retry-After is read in every form providers use, as whole seconds from 1 to 3600', async (t) => {
  for (const [headers, seconds] of [
    [{}, undefined],
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': '0' }, 1],
    [{ 'retry-after': '86400' }, 3600],
    [{ 'retry-after': '9'.repeat(400) }, 3600],
    [{ 'retry-after': '1.2' }, 2],
    [{ 'retry-after-ms': '1500' }, 2],
    [{ 'retry-after-ms': '1500', 'retry-after': '60' }, 2],
    [{ 'retry-after-ms': 'soon', 'retry-after': '60' }, 60],
    [{ 'retry-after': ['5', '6'] }, 5],
    [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 1],
    [{ 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 3600],
    [{ 'retry-after': 'Sunday, 06-Nov-94 08:49:37 GMT' }, 1],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1s' }, 1],
    [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' }, 360],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1h2m3.5s' }, 3600],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '1m2.5s' }, 63],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '20ms' }, 1],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '' }, undefined],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': 'soon' }, undefined],
    [{ 'x-ratelimit-remaining-tokens': '7', 'x-ratelimit-reset-tokens': '9s' }, undefined],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '5s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '9s',
      },
      9,
    ],
    [{ 'retry-after': '3', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '9s' }, 3],
    [
      {
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': '1994-11-06T08:49:37Z',
      },
      1,
    ],
    [
      {
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '9999-12-31T23:59:59Z',
      },
      3600,
    ],
    [{ 'anthropic-ratelimit-requests-remaining': '0', 'anthropic-ratelimit-requests-reset': '7' }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000000000' }, 1],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': 'Sun, 99 Nov 1994 08:49:37 GMT' }, undefined],
  ] as const) {
    t.equal(
      retryAfter({ ...headers } as Record<string, string>),
      seconds,
      JSON.stringify(headers).slice(0, 80),
    )
  }
})

t.test('a date becomes the time until it, and a date without a zone is in GMT', async (t) => {
  const [day, date, month, year, time] = inOneMinute.replace(',', '').split(' ')
  const asctime = `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`
  for (const form of [inOneMinute, asctime]) {
    const seconds = retryAfter({ 'retry-after': form }) ?? 0
    t.ok(seconds > 30 && seconds <= 60, `${form}: ${seconds}`)
  }
})
