/** Tools for the weather and the time, calls of both, and their results in the other order. */
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
}
export const tools = [{ name: 'weather', parameters }, { name: 'now' }]
export const calls = [
  { id: 'call_1', name: 'weather', arguments: '{"city":"Bath"}' },
  { id: 'call_2', name: 'now', arguments: '{}' },
]
export const results = [
  { tool_call: 'call_2', content: 'noon' },
  { tool_call: 'call_1', content: 'rain' },
]
