import t from 'tap'
import { lineDecoder } from '../../../src/models/transport/lines.ts'

function lines(bytes: Buffer, cut: number): string[] {
  const decoder = lineDecoder(100)
  return [...decoder.push(bytes.subarray(0, cut)), ...decoder.push(bytes.subarray(cut)), decoder.rest()]
}

t.test('bytes are split into lines, whatever the chunks, and the last line needs no end', async (t) => {
  for (const [text, ...expected] of [
    ['', ''],
    ['{"a":1}', '{"a":1}'],
    ['{"a":1}\n', '{"a":1}', ''],
    ['{"a":1}\n{"b":2}', '{"a":1}', '{"b":2}'],
    ['a\r\nb\rc\n\nd', 'a', 'b', 'c', '', 'd'],
    ['\ufeffü€🙂\n\ufeff', 'ü€🙂', '\ufeff'],
  ] as const) {
    const bytes = Buffer.from(text)
    for (let cut = 0; cut <= bytes.length; cut += 1) t.strictSame(lines(bytes, cut), expected, text)
  }
})

t.test('a line may have exactly the maximum length, with or without an end', async (t) => {
  for (const end of ['', '\n']) {
    for (const cut of [0, 50, 101]) {
      t.equal(lines(Buffer.from('x'.repeat(100) + end), cut)[0], 'x'.repeat(100))
      t.throws(() => lines(Buffer.from('x'.repeat(101) + end), cut), {
        name: 'ProviderError',
        message: /no usable answer/,
      })
    }
  }
})
