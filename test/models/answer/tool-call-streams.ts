import { done, event } from '../../support/providers/frames.ts'
import { delta } from './answers.ts'

export const chunk = (...tool_calls: unknown[]) => delta({ tool_calls })
export const end = delta({}, 'tool_calls') + done
const whole = (message: object, finish_reason = 'tool_calls') =>
  JSON.stringify({ choices: [{ index: 0, message, finish_reason }] })
export const fn = (name?: unknown, args?: unknown, more: object = {}) => ({
  ...more,
  function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
})
export const paris = '{"city":"Paris"}'
export const oslo = '{"city":"Oslo"}'
export const weather = (args = paris) => `weather ${args}`

/** Streams of OpenAI's protocol, and the calls in them. */
export const toolCallStreams: readonly (readonly [what: string, body: string, ...calls: string[]])[] = [
  [
    'arguments in pieces',
    chunk({ index: 0, id: 'a', type: 'function', function: { name: 'weather', arguments: '' } }) +
      chunk({ index: 0, ...fn(undefined, '{"city":') }) +
      chunk({ index: 0, ...fn(undefined, '"Paris"}') }) +
      end,
    weather(),
  ],
  ['all in one chunk', chunk({ index: 0, id: 'a', ...fn('weather', paris) }) + end, weather()],
  [
    'finish reason in the chunk of the call',
    delta({ tool_calls: [fn('weather', paris)] }, 'tool_calls') + done,
    weather(),
  ],
  [
    'no id',
    chunk({ index: 0, ...fn('weather', '') }) + chunk({ index: 0, ...fn(undefined, paris) }) + end,
    weather(),
  ],
  ['no index', chunk({ id: 'a', ...fn('weather', '') }) + chunk(fn(undefined, paris)) + end, weather()],
  [
    'neither',
    chunk(fn('weather', '')) + chunk(fn(undefined, '{"city"')) + chunk(fn(undefined, ':"Paris"}')) + end,
    weather(),
  ],
  [
    'neither, and the name each time',
    chunk(fn('weather', '{"city"')) + chunk(fn('weather', ':"Paris"}')) + end,
    weather(),
  ],
  [
    'a new id for each piece',
    chunk({ index: 0, id: 'a', ...fn('weather', '{"city"') }) +
      chunk({ index: 0, id: 'b', ...fn('weather', ':"Paris"}') }) +
      end,
    weather(),
  ],
  [
    'a new id for each piece, without a name',
    chunk({ id: 'a', ...fn('weather') }) +
      chunk({ id: 'b', ...fn('', '{"city"') }) +
      chunk({ id: 'c', ...fn(null, ':"Paris"}') }) +
      end,
    weather(),
  ],
  [
    'name and id in pieces',
    chunk({ index: 0, id: 'a', ...fn('get_') }) +
      chunk({ index: 0, ...fn('weather') }) +
      chunk({ index: 0, ...fn('', paris) }) +
      end,
    `get_${weather()}`,
  ],
  [
    'the name of another tool in pieces',
    chunk({ index: 0, ...fn('get') }) +
      chunk({ index: 0, ...fn('_all') }) +
      chunk({ index: 0, ...fn('', '{}') }) +
      end,
    'get_all {}',
  ],
  [
    'the name as a growing text',
    chunk({ index: 0, ...fn('get_w') }) + chunk({ index: 0, ...fn('get_weather', paris) }) + end,
    `get_${weather()}`,
  ],
  [
    'growing arguments',
    chunk({ index: 0, id: 'a', ...fn('weather', '{') }) +
      chunk({ index: 0, id: 'a', ...fn('weather', '{"city":') }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      end,
    weather(),
  ],
  [
    'an object that begins like the arguments before it',
    chunk(fn('weather', '{"a":')) +
      chunk(fn(undefined, '{"a":')) +
      chunk(fn(undefined, '1}')) +
      chunk(fn(undefined, '}')) +
      end,
    'weather {"a":{"a":1}}',
  ],
  [
    'an object inside that is complete',
    chunk(fn('weather', '{"a":')) + chunk(fn(undefined, '{"a":1}')) + chunk(fn(undefined, '}')) + end,
    'weather {"a":{"a":1}}',
  ],
  [
    'repeated whole',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      end,
    weather(),
  ],
  [
    'repeated whole without index, id and name, written differently',
    chunk(fn('weather', paris)) + chunk(fn(undefined, '{ "city": "Paris" }')) + end,
    'weather { "city": "Paris" }',
  ],
  [
    'repeated in pieces',
    chunk(fn('weather', paris)) + chunk(fn('weather', '{"city":')) + chunk(fn(undefined, '"Paris"}')) + end,
    weather(),
  ],
  ['repetition cut off', chunk(fn('weather', paris)) + chunk(fn('weather', '{"ci')) + end, weather()],
  [
    'two calls repeated whole at the end, in a message',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 1, id: 'b', ...fn('weather', oslo) }) +
      delta({}, 'tool_calls') +
      event({
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            finish_reason: 'tool_calls',
            message: {
              tool_calls: [
                { id: 'a', ...fn('weather', paris) },
                { id: 'b', ...fn('weather', oslo) },
              ],
            },
          },
        ],
      }) +
      done,
    weather(),
    weather(oslo),
  ],
  [
    'two calls repeated one by one, without ids',
    chunk(fn('weather', paris)) +
      chunk(fn('weather', oslo)) +
      chunk(fn('weather', paris)) +
      chunk(fn('weather', oslo)) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the calls only in the message at the end',
    delta({ content: 'Let me see.' }) +
      event({
        object: 'chat.completion',
        choices: [
          { message: { content: 'Let me see.', tool_calls: [fn('weather', paris)] }, finish_reason: 'stop' },
        ],
      }) +
      done,
    weather(),
  ],
  [
    'two calls in one chunk without index and id',
    chunk(fn('weather', paris), fn('time', oslo)) + end,
    weather(),
    `time ${oslo}`,
  ],
  [
    'two calls in one chunk with the same index and no id',
    chunk({ index: 0, ...fn('weather', paris) }, { index: 0, ...fn('weather', oslo) }) + end,
    weather(),
    weather(oslo),
  ],
  [
    'two calls with the same index and different ids',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 0, id: 'b', ...fn('weather', oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'two calls with the same index, in pieces',
    chunk({ index: 0, id: 'a', ...fn('weather', '') }) +
      chunk({ index: 0, ...fn(undefined, paris) }) +
      chunk({ index: 0, id: 'b', ...fn('weather', '') }) +
      chunk({ index: 0, ...fn(undefined, oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the same id for both',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }) +
      chunk({ index: 1, id: 'a', ...fn('weather', oslo) }) +
      end,
    weather(),
    weather(oslo),
  ],
  [
    'the same call twice, with ids',
    chunk({ index: 0, id: 'a', ...fn('weather', paris) }, { index: 1, id: 'b', ...fn('weather', paris) }) +
      end,
    weather(),
    weather(),
  ],
  [
    'interleaved pieces',
    chunk({ index: 0, id: 'a', ...fn('weather') }, { index: 1, id: 'b', ...fn('weather') }) +
      chunk({ index: 1, ...fn(undefined, '{"city":') }) +
      chunk({ index: 0, ...fn(undefined, paris) }) +
      chunk({ index: 1, ...fn(undefined, '"Oslo"}') }) +
      end,
    // In the order of their first arguments.
    weather(oslo),
    weather(),
  ],
  [
    'pieces interleaved by id',
    chunk({ id: 'a', ...fn('weather') }) +
      chunk({ id: 'b', ...fn('time') }) +
      chunk({ id: 'a', ...fn(undefined, paris) }) +
      chunk({ id: 'b', ...fn(undefined, oslo) }) +
      end,
    weather(),
    `time ${oslo}`,
  ],
  [
    'two calls without arguments',
    chunk(fn('weather', '')) + chunk(fn('time', '')) + end,
    'weather {}',
    'time {}',
  ],
  [
    'indexes from 1',
    chunk({ index: 1, ...fn('weather', paris) }) + chunk({ index: 2, ...fn('time', '{}') }) + end,
    weather(),
    'time {}',
  ],
  [
    'an index as text',
    chunk({ index: '0', ...fn('weather', '') }) + chunk({ index: '0', ...fn(undefined, paris) }) + end,
    weather(),
  ],
  ['an object as arguments', chunk(fn('weather', { city: 'Paris' })) + end, weather()],
  ['no arguments', chunk(fn('weather')) + end, 'weather {}'],
  ['null as arguments', chunk(fn('weather', null)) + end, 'weather {}'],
  ['the word null as arguments', chunk(fn('weather', 'null')) + end, 'weather {}'],
  [
    'an empty object before the arguments',
    chunk(fn('weather', '{}')) + chunk(fn(undefined, '{"city":')) + chunk(fn(undefined, '"Paris"}')) + end,
    weather(),
  ],
  ['arguments that are not JSON', chunk(fn('weather', 'Paris')) + end, 'weather Paris'],
  ['a list as arguments', chunk(fn('weather', '[1]')) + end, 'weather [1]'],
  [
    'empty calls between',
    chunk({}, null, { index: 0, function: null }) +
      chunk(fn('weather', paris)) +
      chunk({ index: 0, ...fn('', '') }) +
      end,
    weather(),
  ],
  ['a call outside a list', delta({ tool_calls: { id: 'a', ...fn('weather', paris) } }) + end, weather()],
  ['a call without a function', chunk({ id: 'a', name: 'weather', arguments: paris }) + end, weather()],
  [
    'function_call',
    delta({ function_call: { name: 'weather', arguments: '' } }) +
      delta({ function_call: { arguments: paris } }) +
      delta({}, 'function_call') +
      done,
    weather(),
  ],
  [
    'function_call beside tool_calls',
    delta({ tool_calls: [fn('weather', paris)], function_call: { name: 'weather', arguments: paris } }) + end,
    weather(),
  ],
  ['the finish reason stop', chunk(fn('weather', paris)) + delta({}, 'stop') + done, weather()],
  ['no finish reason', chunk(fn('weather', paris)) + done, weather()],
  ['no [DONE]', chunk(fn('weather', paris)) + delta({}, 'stop'), weather()],
  [
    'stop in every chunk',
    delta({ tool_calls: [{ index: 0, ...fn('weather', '{"city":') }] }, 'stop') +
      delta({ tool_calls: [{ index: 0, ...fn(undefined, '"Paris"}') }] }, 'stop') +
      done,
    weather(),
  ],
  [
    'not streamed',
    whole({ content: null, tool_calls: [{ id: 'a', type: 'function', ...fn('weather', paris) }] }),
    weather(),
  ],
  [
    'not streamed, two without ids',
    whole({ content: '', tool_calls: [fn('weather', paris), fn('weather', paris)] }, 'stop'),
    weather(),
    weather(),
  ],
  ['not streamed, an object', whole({ tool_calls: [fn('weather', { city: 'Paris' })] }), weather()],
  [
    'not streamed, function_call',
    whole({ function_call: { name: 'weather', arguments: paris } }, 'function_call'),
    weather(),
  ],
  [
    'U+0000 and half a surrogate pair',
    chunk(fn('weather', '{"a":"\0\ud83d')) + chunk(fn(undefined, '\ude42\ud83d"}')) + end,
    'weather {"a":"\ufffd🙂\ufffd"}',
  ],
]
