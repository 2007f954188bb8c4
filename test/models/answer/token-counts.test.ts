/** Token counts of answers, in any order and under any name. */
import t from 'tap'
import { done, event } from '../../support/providers/frames.ts'
import { answerTo, delta, framed, stop } from './answers.ts'

t.test('the largest token counts are used, and zeros are ignored', async (t) => {
  const usages = (...usages: unknown[]) =>
    delta({ content: 'Hi' }) + usages.map((usage) => event({ choices: [], usage })).join('') + stop + done
  const cache = { cached_tokens: 0, cache_write_tokens: 0 }
  const counted = (prompt_tokens: number, completion_tokens: number, more: object = {}) => ({
    ...{
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      ...cache,
      estimated: false,
    },
    ...more,
  })
  const openai = (prompt_tokens: unknown, completion_tokens: unknown, more: object = {}) => ({
    ...{ prompt_tokens, completion_tokens, ...more },
  })
  for (const [body, usage] of [
    [usages(openai(25, 4)), counted(25, 4)],
    [usages(openai(25, 1), openai(25, 2), openai(25, 4)), counted(25, 4)],
    [usages(openai(25, 4), openai(0, 0, { total_tokens: 0 })), counted(25, 4)],
    [usages(openai(25, 0), openai(0, 4)), counted(25, 4)],
    [usages(openai(25, 4), null, {}, 'x'), counted(25, 4)],
    [usages(openai(0, 0)), counted(2, 1, { estimated: true })],
    [usages(openai('25', 4)), counted(2, 4, { estimated: true })],
    [usages(openai(25, 4, { total_tokens: 50 })), counted(25, 4, { total_tokens: 50 })],
    [
      usages(openai(25, 4, { prompt_tokens_details: { cached_tokens: 20 } })),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [usages(openai(25, 4, { prompt_cache_hit_tokens: 20 })), counted(25, 4, { cached_tokens: 20 })],
    [usages(openai(25, 4, { cached_tokens: 20 })), counted(25, 4, { cached_tokens: 20 })],
    [
      usages(openai(8, 4, { cache_read_input_tokens: 20, cache_creation_input_tokens: 5 })),
      counted(25, 4, { cached_tokens: 20, cache_write_tokens: 5, estimated: true }),
    ],
    [
      usages({ input_tokens: 25, output_tokens: 4, input_tokens_details: { cached_tokens: 20 } }),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 3 } })),
      counted(25, 4, { reasoning_tokens: 3 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 0 } })),
      counted(25, 4, { reasoning_tokens: 0 }),
    ],
    [usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: -1 } })), counted(25, 4)],
    [usages(openai(25, 4, { completion_tokens_details: null })), counted(25, 4)],
    [usages(openai(25, 4, { reasoning_tokens: 3 })), counted(25, 4, { reasoning_tokens: 3 })],
    [
      usages({ input_tokens: 25, output_tokens: 4, output_tokens_details: { reasoning_tokens: 3 } }),
      counted(25, 4, { reasoning_tokens: 3 }),
    ],
    // xAI and Gemini count reasoning beside the completion.
    [
      usages(openai(25, 4, { total_tokens: 32, completion_tokens_details: { reasoning_tokens: 3 } })),
      counted(25, 7, { reasoning_tokens: 3 }),
    ],
    [
      usages(openai(25, 4, { completion_tokens_details: { reasoning_tokens: 9 } })),
      counted(25, 13, { reasoning_tokens: 9 }),
    ],
    [
      event({ choices: [{ delta: { content: 'Hi' } }], x_groq: { usage: openai(25, 4) } }) + done,
      counted(25, 4),
    ],
  ] as const) {
    t.strictSame((await answerTo(t, body)).usage, usage, body)
  }
  const claude = (start: object, ...deltas: object[]) =>
    event({ type: 'message_start', message: { usage: start } }) +
    framed.anthropic.text +
    deltas.map((usage) => event({ type: 'message_delta', delta: {}, usage })).join('') +
    framed.anthropic.end
  for (const [body, usage] of [
    [claude({ input_tokens: 25, output_tokens: 1 }, { input_tokens: 0, output_tokens: 4 }), counted(25, 4)],
    [claude({ input_tokens: 25, output_tokens: 9 }, { output_tokens: 0 }), counted(25, 9)],
    [claude({ input_tokens: 0 }, { input_tokens: 25, output_tokens: 4 }), counted(25, 4)],
    [claude({ input_tokens: 0, output_tokens: 0 }), counted(2, 3, { estimated: true })],
    [
      claude(
        { input_tokens: 5, cache_read_input_tokens: 20, cache_creation_input_tokens: 7 },
        { input_tokens: 5, cache_read_input_tokens: 0, output_tokens: 4 },
      ),
      counted(32, 4, { cached_tokens: 20, cache_write_tokens: 7 }),
    ],
    [
      claude(
        { input_tokens: 25, cache_read_input_tokens: 0 },
        { input_tokens: 5, cache_read_input_tokens: 20, output_tokens: 4 },
      ),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      claude({ input_tokens: 5 }, { cache_read_input_tokens: 20, output_tokens: 4 }),
      counted(25, 4, { cached_tokens: 20 }),
    ],
    [
      claude({ input_tokens: 0, cache_read_input_tokens: 20, output_tokens: 4 }),
      counted(20, 4, { cached_tokens: 20 }),
    ],
  ] as const) {
    t.strictSame((await answerTo(t, body, 'anthropic')).usage, usage, body)
  }
})
