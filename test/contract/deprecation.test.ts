/** Deprecation requires changes to openapi.yaml only, as a modified copy of Parley shows. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { parseDocument } from 'yaml'
import { deprecationHeaders } from '../../src/generate/deprecation-headers.ts'
import { conformance } from '../support/contract/conformance.ts'
import { startParley } from '../support/processes/process.ts'
import { databaseSettings } from '../support/processes/replica.ts'
import { temporaryDirectory } from '../support/server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const me = ['paths', '/api/user/me', 'get']
const headers = {
  Deprecation: {
    description: 'Since when the operation is deprecated (RFC 9745).',
    required: true,
    schema: { type: 'string', maxLength: 20, pattern: '^@[0-9]+$' },
    example: '@1796083200',
  },
  Sunset: {
    description: 'From when on the operation may be gone (RFC 8594).',
    required: true,
    schema: { type: 'string', maxLength: 40 },
    example: 'Thu, 01 Jul 2027 00:00:00 GMT',
  },
}

/** Copies Parley with one operation deprecated between the dates, and runs the generator. */
async function copyWith(t: Test, since: string | undefined, sunset: string | undefined) {
  const directory = await temporaryDirectory(t)
  for (const name of ['src', 'migrations', 'package.json'])
    cpSync(join(root, name), join(directory, name), { recursive: true })
  mkdirSync(join(directory, 'generated'))
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  const contract = parseDocument(readFileSync(join(root, 'openapi.yaml'), 'utf8'))
  contract.setIn([...me, 'deprecated'], true)
  if (since !== undefined) contract.setIn([...me, 'x-deprecated-since'], since)
  if (sunset !== undefined) contract.setIn([...me, 'x-sunset'], sunset)
  for (const [name, header] of Object.entries(headers))
    contract.setIn([...me, 'responses', '200', 'headers', name], contract.createNode(header))
  writeFileSync(join(directory, 'openapi.yaml'), contract.toString({ lineWidth: 0 }))
  const { status, stderr } = spawnSync(process.execPath, ['src/generate/generate.ts'], {
    cwd: directory,
    encoding: 'utf8',
  })
  return { directory, contract: contract.toJS(), status, stderr }
}

t.test('responses of a deprecated operation have Deprecation and Sunset headers', async (t) => {
  const { directory, contract, status, stderr } = await copyWith(t, '2026-12-01', '2027-07-01')
  t.equal(status, 0, stderr)
  const { url } = await startParley(t, await databaseSettings(t), { directory })
  const { checkResponse } = conformance(contract)

  async function ask(method: string, path: string, init: RequestInit = {}) {
    const answer = await fetch(url + path, { method, ...init })
    const body = Buffer.from(await answer.arrayBuffer())
    checkResponse({ method, path, status: answer.status, headers: answer.headers, body })
    const { headers } = answer
    return { status: answer.status, headers, json: () => JSON.parse(body.toString()) }
  }
  const json = { 'Content-Type': 'application/json' }
  const ada = { headers: json, body: JSON.stringify({ username: 'ada', password: 'correct horse battery' }) }
  await ask('POST', '/api/register/', ada)
  const { access } = (await ask('POST', '/api/token/', ada)).json()
  const owner = { headers: { Authorization: `Bearer ${access}` } }

  for (const method of ['GET', 'HEAD']) {
    const answer = await ask(method, '/api/user/me', owner)
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('deprecation'), '@1796083200')
    t.equal(answer.headers.get('sunset'), 'Thu, 01 Jul 2027 00:00:00 GMT')
  }
  for (const [method, path, init, status] of [
    ['GET', '/api/user/me', {}, 401],
    ['GET', '/api/user/me?no=such', owner, 400],
    ['GET', '/api/chat/', owner, 200],
    ['DELETE', '/api/user/me', owner, 204],
  ] as const) {
    const answer = await ask(method, path, init)
    t.equal(answer.status, status)
    t.equal(answer.headers.get('deprecation'), null, `${method} ${path}`)
    t.equal(answer.headers.get('sunset'), null, `${method} ${path}`)
  }
})

const rejected = /\w+ is deprecated; give it x-deprecated-since and x-sunset/

t.test('a deprecation without two dates half a year apart is rejected', async (t) => {
  const headersOf = (since: string | undefined, sunset: string) =>
    deprecationHeaders({ operationId: 'getMe', 'x-deprecated-since': since, 'x-sunset': sunset })
  for (const [since, sunset] of [
    [undefined, '2027-07-01'],
    ['2026-12-01', '2027-05-29'],
    ['2026-12-01', 'July 1, 2028'],
  ] as const)
    t.throws(() => headersOf(since, sunset), rejected, `${since}, ${sunset}`)
  t.equal(headersOf('2026-12-01', '2027-05-30').Sunset, 'Sun, 30 May 2027 00:00:00 GMT')
  const { status, stderr } = await copyWith(t, '2026-12-01', undefined)
  t.equal(status, 1, 'the generator fails')
  t.match(stderr, rejected)
})
