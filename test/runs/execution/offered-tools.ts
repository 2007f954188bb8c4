/** Tools that the tests of runs offer to the model. */
export const parameters = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1 } },
  required: ['city'],
  additionalProperties: false,
}
export const tools = [
  { name: 'weather', description: 'Weather of a city.', parameters },
  { name: 'now', description: 'Current time.' },
]
