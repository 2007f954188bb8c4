/** Output schemas in requests, in the form of each protocol. */
import t from 'tap'
import { dialects } from '../support/providers/dialects.ts'
import { sent, tools, user } from './tool-requests.ts'

const [openai, anthropic, ollama] = dialects
if (!openai || !anthropic || !ollama) throw new Error('No dialects')

t.test('an output schema has the form of the protocol', async (t) => {
  const outputSchema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  }
  const messages = [user('a')]
  const request = { messages, outputSchema }
  const json_schema = { name: 'answer', schema: outputSchema, strict: true }
  t.strictSame((await sent(t, openai, request)).response_format, { type: 'json_schema', json_schema })
  t.strictSame((await sent(t, anthropic, request)).output_config, {
    format: { type: 'json_schema', schema: outputSchema },
  })
  t.strictSame((await sent(t, ollama, request)).format, outputSchema)
  for (const [schema, isStrict] of [
    [{ type: 'string' }, true],
    [{ ...outputSchema, required: [] }, false],
    [{ ...outputSchema, additionalProperties: true }, false],
    [{ type: 'object' }, false],
    [{ type: 'array', items: { type: ['object', 'null'] } }, false],
    [{ anyOf: [outputSchema, { properties: {} }] }, false],
    [{ $defs: { a: outputSchema }, $ref: '#/$defs/a' }, true],
    [{ ...outputSchema, properties: { a: { enum: [{ type: 'object' }] } } }, true],
  ] as const) {
    const { response_format } = await sent(t, openai, { messages, outputSchema: schema })
    t.equal(
      'strict' in (response_format as { json_schema: object }).json_schema,
      isStrict,
      JSON.stringify(schema),
    )
  }
  // A format would make calls impossible.
  const body = await sent(t, ollama, { ...request, tools })
  t.equal(body.format, undefined)
  t.match(body.messages[0], { role: 'system', content: JSON.stringify(outputSchema) })
})
