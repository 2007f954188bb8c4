/** Rules about several members, on which the contract's schemas and the server must agree. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { contractDocument } from '../../support/contract/document.ts'
import { signUp, testServer } from '../../support/server.ts'

type Problem = components['schemas']['Problem']

const server = await testServer(t)
const { client } = await signUp(server)
const form = new FormData()
form.set('file', new File(['Newcomen'], 'a.txt', { type: 'text/plain' }))
const { id: file, url } = (await client.post('/api/file/', { body: form })).json<{
  id: number
  url: string
}>()

const ajv = new Ajv2020({ strict: false, formats: { 'double-int': true } })
addFormats.default(ajv)
ajv.addSchema({ ...contractDocument, $id: 'openapi' })
const fits = (name: string, value: unknown) =>
  ajv.validate({ $ref: `openapi#/components/schemas/${name}` }, value)

const blanks = ['', ' ', '\t\n\v\f\r', '\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff']

for (const [body, pointer] of [
  [{ prompt: 'a' }, undefined],
  [{ prompt: 'a', file }, undefined],
  [{ prompt: 'a', file_url: url }, undefined],
  [{ prompt: 'a', file, file_url: null }, undefined],
  [{ prompt: 'a', file: null, file_url: url }, undefined],
  [{ prompt: 'a', file: null, file_url: null }, undefined],
  [{ prompt: 'a', file, file_url: url }, '/body/file'],
  ...blanks.flatMap((prompt) => [
    [{ prompt, file }, undefined] as const,
    [{ prompt, file_url: url }, undefined] as const,
    [{ prompt }, '/body/prompt'] as const,
    [{ prompt, file: null, file_url: null }, '/body/prompt'] as const,
  ]),
  ...['\u200b', '\u180e', '\u2060', '\u0085', '.'].map((prompt) => [{ prompt }, undefined] as const),
] as const) {
  const what = JSON.stringify(body).replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
  t.test(`${what} is ${pointer ? 'refused' : 'accepted'} by the contract and the server`, async (t) => {
    t.equal(fits('ModelRequest', body), pointer === undefined)
    const answer = await client.post('/api/llm/', { json: body })
    t.equal(answer.status, pointer === undefined ? 200 : 400)
    if (pointer) t.match(answer.json<Problem>().errors, [{ pointer }])
  })
}

t.test('the contract and the server accept the same ASCII usernames', async (t) => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  for (const username of [
    ...ascii.map((sign) => `name${sign}`),
    '!!',
    '',
    'a'.repeat(150),
    'a'.repeat(151),
  ]) {
    const json = { username, password: 'correct horse battery' }
    const { status } = await server.client.post('/api/register/', { json })
    const isTaken = fits('Credentials', json)
    // Usernames that differ in case are the same.
    t.ok(
      isTaken ? status === 201 || status === 409 : status === 400,
      `${JSON.stringify(username)}: ${status}`,
    )
    t.equal(isTaken, /^[\w@.+-]{1,150}$/.test(username), JSON.stringify(username))
  }
})

t.test('the parameters of a signed URL need each other only without a token', async (t) => {
  const path = new URL(url).pathname
  const { searchParams } = new URL(url)
  for (const query of [
    `?expires=${searchParams.get('expires')}`,
    `?signature=${searchParams.get('signature')}`,
  ]) {
    t.equal((await client.get(path + query)).status, 200, query)
    t.ok([401, 403].includes((await server.client.get(path + query)).status), query)
  }
})
