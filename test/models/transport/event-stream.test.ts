import t from 'tap'
import { eventStreamDecoder, type ServerSentEvent } from '../../../src/models/transport/event-stream.ts'

/** Decodes the bytes, split before each of `cuts`, and then their end. */
function decodeToTheEnd(bytes: Buffer, ...cuts: number[]): { events: unknown[]; rest: unknown[] } {
  const decoder = eventStreamDecoder(1000)
  const edges = [0, ...cuts, bytes.length]
  const short = ({ event, data }: ServerSentEvent) => (event === 'message' ? data : [event, data])
  const events = edges
    .slice(1)
    .flatMap((edge, index) => decoder.push(Uint8Array.from(bytes.subarray(edges[index], edge))))
  return { events: events.map(short), rest: decoder.rest().map(short) }
}

function decode(bytes: Buffer, ...cuts: number[]): unknown[] {
  return decodeToTheEnd(bytes, ...cuts).events
}

const streams: [string, ...unknown[]][] = [
  ['data: a\n\n', 'a'],
  ['data: a\r\n\r\n', 'a'],
  ['data: a\r\r', 'a'],
  ['data: a\r\n\ndata: b\n\r\ndata: c\r\n\r', 'a', 'b', 'c'],
  ['data:a\n\n', 'a'],
  ['data:  a\n\n', ' a'],
  ['data: a\ndata: b\n\n', 'a\nb'],
  ['data\n\n', ''],
  ['data:\ndata:\n\n', '\n'],
  ['data: a:b\n\n', 'a:b'],
  ['\ufeffdata: a\n\n', 'a'],
  ['\ufeff\ufeffdata: a\n\ndata: b\n\n', 'b'],
  ['data: \ufeff\n\n', '\ufeff'],
  ['data: ü€🙂\n\n', 'ü€🙂'],
  [': a comment\n\n:\ndata: a\n: another\n\n', 'a'],
  ['event: ping\ndata: a\n\ndata: b\n\n', ['ping', 'a'], 'b'],
  ['event: ping\n\ndata: a\n\n', 'a'],
  ['event: a\nevent: b\ndata: c\n\n', ['b', 'c']],
  ['id: 1\nretry: 2\nnonsense\ndata: a\n\n', 'a'],
  [' data: a\nDATA: b\ndata : c\n\n'],
  ['data: a\n\ndata: b\n', 'a'],
  ['data: a'],
  ['data:\u2028\u2029\u0085\n\n', '\u2028\u2029\u0085'],
  ['\n\n\n'],
  [''],
  // Extensions of the standard: llama.cpp's field, and JSON in place of fields.
  ['error: {}\n\ndata: a\n\n', ['error', '{}'], 'a'],
  ['data: a\n\n{"a":1}\n', 'a', '{"a":1}'],
  ['data: a\n[{}]\n\ndata: b\n\n', 'a', '[{}]', 'b'],
]

const ends: [string, unknown[], unknown[]][] = [
  ['data: a\n\ndata: b\n', ['a'], ['b']],
  ['data: a\n\ndata: b', ['a'], ['b']],
  ['data: a\r\n\r\nevent: x\r\ndata: b\r\n', ['a'], [['x', 'b']]],
  ['data: a\r\rdata: b\r', ['a'], ['b']],
  ['data: a\ndata: b', [], ['a\nb']],
  ['data: a\n\n', ['a'], []],
  ['data: a\n\n: comment', ['a'], []],
  ['data: a\n\nevent: x', ['a'], []],
  ['data: a\n\nda', ['a'], []],
  ['\ufeffdata: a', [], ['a']],
  ['', [], []],
]

t.test('an event without its blank line is returned at the end, wherever the bytes are split', async (t) => {
  for (const [text, events, rest] of ends) {
    const bytes = Buffer.from(text)
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      t.strictSame(decodeToTheEnd(bytes, cut), { events, rest }, `${JSON.stringify(text)} cut at ${cut}`)
    }
  }
})

t.test('events are decoded as in the standard, wherever the bytes are split', async (t) => {
  for (const [text, ...events] of streams) {
    const bytes = Buffer.from(text)
    // Unicode line ends would break the test report.
    const name = encodeURI(text)
    const cuts = Array.from({ length: bytes.length + 1 }, (_, index) => index)
    t.strictSame(decode(bytes), events, name)
    t.strictSame(decode(bytes, ...cuts), events, `${name} byte by byte, with empty chunks`)
    for (const first of cuts) {
      for (const second of cuts.slice(first)) t.strictSame(decode(bytes, first, second), events)
    }
  }
})

t.test('invalid UTF-8 becomes U+FFFD and affects nothing else', async (t) => {
  const bytes = Buffer.concat([Buffer.from('data: a'), Buffer.of(0xff, 0xc3), Buffer.from('\n\ndata: b\n\n')])
  for (let cut = 0; cut <= bytes.length; cut += 1) t.strictSame(decode(bytes, cut), ['a\ufffd\ufffd', 'b'])
})

t.test('an event over the size limit is a failure, in any number of lines and chunks', async (t) => {
  const failed = { name: 'ProviderError', kind: 'failed' }
  const long = Buffer.from(`data: ${'x'.repeat(1000)}\n\n`)
  t.throws(() => decode(long), { ...failed, reason: 'line too long' })
  t.throws(() => decode(long, ...long.keys()), { ...failed, reason: 'line too long' })
  t.throws(() => decode(long.subarray(0, -2)), { ...failed, reason: 'line too long' })
  t.throws(() => decode(Buffer.from('data: x\n'.repeat(501))), { ...failed, reason: 'event too large' })
  t.equal(
    decode(Buffer.from(`data: ${'x'.repeat(900)}\n\n`.repeat(50))).length,
    50,
    'the limit applies to each event',
  )
})
