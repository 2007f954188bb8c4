/** Content and reasoning of answers, in any shape. */
import t from 'tap'
import { done, event, line } from '../../support/providers/frames.ts'
import { answerTo, delta, framed, message, stop } from './answers.ts'

t.test('content is read in any shape, streamed and whole', async (t) => {
  const thinking = { type: 'thinking', thinking: 'hm' }
  for (const [shape, content, reasoning = ''] of [
    [{ content: 'Hi' }, 'Hi'],
    [{ content: 7 }, '7'],
    [{ content: ['Hi', {}, []] }, 'Hi'],
    [{ content: 'Hi', refusal: false }, 'Hi'],
    [{ content: 'Hi', refusal: true }, 'Hi'],
    [{ content: 'Hi', refusal: {} }, 'Hi'],
    [{ content: ['Hi'] }, 'Hi'],
    [{ content: { text: 'Hi' } }, 'Hi'],
    [
      {
        content: [
          { type: 'text', text: 'H' },
          { type: 'output_text', text: 'i' },
        ],
      },
      'Hi',
    ],
    [{ content: [{ type: 'text', text: { value: 'Hi', annotations: [] } }] }, 'Hi'],
    [{ content: [thinking, { type: 'text', text: 'Hi' }] }, 'Hi', 'hm'],
    [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, 'Hi'] }, 'Hi', 'hm'],
    [{ content: [{ type: 'reasoning', reasoning: 'hm' }, 'Hi'] }, 'Hi', 'hm'],
    [{ content: ['Hi', { type: 'reference', reference_ids: [1] }, { type: 'image_url' }, null] }, 'Hi'],
    [{ content: null, refusal: 'No.' }, 'No.'],
    [{ content: '', refusal: 'No.' }, 'No.'],
    [{ content: 'No.', refusal: 'No.' }, 'No.'],
    [{ content: 'Hi. ', refusal: 'No.' }, 'Hi. No.'],
    [{ content: [{ type: 'refusal', refusal: 'No.' }] }, 'No.'],
    [{ content: 'Hi', reasoning: 'hm' }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning_content: '', reasoning: 'hm' }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning_content: null, reasoning: 'hm' }, 'Hi', 'hm'],
    [
      { content: 'Hi', reasoning_content: 'hm', reasoning: 'hm', reasoning_details: [{ text: 'hm' }] },
      'Hi',
      'hm',
    ],
    [{ content: 'Hi', reasoning: { text: 'hm' } }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: { content: [{ text: 'h' }, 'm'] } }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: [{ type: 'text', text: 'hm' }] }, 'Hi', 'hm'],
    [{ content: 'Hi', reasoning: 7 }, 'Hi'],
    [{ content: 'Hi', reasoning: true, reasoning_content: { unheard: ['of'] } }, 'Hi'],
    [
      { content: 'Hi', reasoning_details: [{ type: 'reasoning.summary', summary: 'hm' }, 7, null] },
      'Hi',
      'hm',
    ],
    [{ content: 'Hi', reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }, 'Hi'],
  ] as const) {
    const expected = { content, reasoning, complete: true }
    const name = JSON.stringify(shape).slice(0, 100)
    t.match(await answerTo(t, delta(shape) + stop + done), expected, name)
    t.match(await answerTo(t, message(shape)), expected, `${name} whole`)
    t.match(
      await answerTo(t, event({ choices: [{ message: shape }] }) + done),
      expected,
      `${name} as a message`,
    )
    const pretty = JSON.stringify({ choices: [{ delta: shape }] }, null, 1).replaceAll('\n', '\ndata: ')
    t.match(await answerTo(t, `data: ${pretty}\n\n${done}`), expected, `${name} in many lines`)
  }
  for (const empty of [false, {}, [], [{}], null, '']) {
    const body = delta({ content: 'Hi' }) + delta({ content: empty }) + stop + done
    t.match(await answerTo(t, body), { content: 'Hi', complete: true }, JSON.stringify(empty))
  }
  const full = { message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }
  for (const [what, body] of [
    ['beside an empty delta', event({ choices: [{ ...full, delta: {} }] })],
    ['beside the same as a delta', event({ choices: [{ ...full, delta: { content: 'Hi' } }] })],
    [
      'once more at the end',
      delta({ content: 'H' }) +
        delta({ content: 'i' }) +
        event({ object: 'chat.completion', choices: [full] }),
    ],
    ['in pieces', ['H', 'i'].map((content) => event({ choices: [{ message: { content } }] })).join('')],
  ] as const) {
    t.match(await answerTo(t, body + done), { content: 'Hi', complete: true }, `a message ${what}`)
  }
  for (const body of [
    JSON.stringify({ type: 'message', content: 'Hi', stop_reason: 'end_turn' }),
    event({ type: 'content_block_delta', delta: { text: 'Hi' } }) + framed.anthropic.end,
  ]) {
    t.match(await answerTo(t, body, 'anthropic'), { content: 'Hi', complete: true }, body)
  }
  const thought = line({ message: { reasoning: 'hm', content: 'Hi' }, done: true })
  t.match(await answerTo(t, thought, 'ollama'), { content: 'Hi', reasoning: 'hm' })
  t.match(await answerTo(t, event({ choices: [{ text: 'Hi', finish_reason: 'stop' }] })), { content: 'Hi' })
  const unseparated = (delta({ content: 'H' }) + delta({ content: 'i' }) + stop + done).replaceAll(
    '\n\n',
    '\n',
  )
  t.match(await answerTo(t, unseparated), { content: 'Hi', complete: true }, 'one line end between events')
  const deep = '['.repeat(9000) + ']'.repeat(9000)
  const deeply = (name: string) =>
    delta({ content: 'Hi', [name]: 'deep' }).replace('"deep"', deep) + stop + done
  t.match(await answerTo(t, deeply('reasoning')), { content: 'Hi', complete: true })
  t.match(await answerTo(t, deeply('refusal')), { failure: 'failed', reason: 'no text in the answer' })
  for (const content of [true, { words: 'Hi' }, [{ words: 'Hi' }]]) {
    t.match(await answerTo(t, delta({ content: 'a' }) + delta({ content }) + stop + done), {
      failure: 'failed',
      reason: 'no text in the answer',
    })
  }
})

t.test('tags at the start of an answer mark reasoning, wherever the chunks are split', async (t) => {
  for (const [shape, content, reasoning] of [
    ['<think>hm</think>Hi', 'Hi', 'hm'],
    ['<think>\nhm\n</think>\n\nHi', 'Hi', '\nhm\n'],
    [' \n<think>hm</think> Hi <think>x</think>', 'Hi <think>x</think>', 'hm'],
    ['<thinking>a</think>b</thinking>Hi', 'Hi', 'a</think>b'],
    ['<thought>hm</thought>Hi', 'Hi', 'hm'],
    ['<think></think>Hi', 'Hi', ''],
    ['<think>a</think><think>b</think>Hi', 'Hi', 'ab'],
    ['</think>\nHi', 'Hi', ''],
    ['<think', '<think', ''],
    ['<thinker>Hi', '<thinker>Hi', ''],
    ['<', '<', ''],
    ['Hi <think>x</think>', 'Hi <think>x</think>', ''],
    ['```\n<think>x</think>\n```', '```\n<think>x</think>\n```', ''],
    ['  Hi', '  Hi', ''],
    [`${' '.repeat(2000)}<think>x</think>`, `${' '.repeat(2000)}<think>x</think>`, ''],
  ] as const) {
    const expected = { content, reasoning, complete: true }
    t.match(await answerTo(t, message({ content: shape })), expected, shape.trim())
    const pieces = [...shape].map((content) => delta({ content })).join('')
    t.match(await answerTo(t, pieces + stop + done), expected, `${shape.trim()} by characters`)
    const halves = [shape.slice(0, 9), shape.slice(9)].map((content) =>
      line({ message: { content }, done: false }),
    )
    t.match(
      await answerTo(t, halves.join('') + framed.ollama.end, 'ollama'),
      expected,
      `${shape.trim()} in halves`,
    )
  }
  const unclosed = await answerTo(t, delta({ content: '<think>hm</thi' }) + delta({}, 'length') + done)
  t.match(unclosed, { content: '', reasoning: 'hm</thi', finish_reason: 'length', complete: true })
})
