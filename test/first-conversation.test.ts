/** The first conversation as an Arazzo workflow, which Redocly Respect runs against a live server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { signUp, temporaryDirectory, testServer } from './support/server.ts'

const workflow = fileURLToPath(new URL('first-conversation.arazzo.yaml', import.meta.url))
const redocly = fileURLToPath(new URL('../node_modules/@redocly/cli/bin/cli.js', import.meta.url))

interface Step {
  readonly stepId: string
  readonly checks: readonly { readonly name: string; readonly passed: boolean }[]
}

/** Runs the workflow in a new process. `steps` are the executed ones. */
async function respect(t: Test, url: string, inputs: { username: string; password: string }) {
  const report = join(await temporaryDirectory(t), 'report.json')
  const args = ['--server', `parley=${url}`, '--input', JSON.stringify(inputs), '--json-output', report]
  const child = spawn(process.execPath, [redocly, 'respect', workflow, ...args], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  const { files } = JSON.parse(await readFile(report, 'utf8'))
  const steps: Step[] = files[workflow].executedWorkflows[0].executedSteps
  return { code, output: output + errors, steps }
}

t.test('every step of the workflow succeeds with a valid response', async (t) => {
  const { url } = await testServer(t)
  const run = await respect(t, url, { username: 'ada', password: 'correct horse battery' })
  t.equal(run.code, 0, run.output)
  const { workflows } = parse(await readFile(workflow, 'utf8'))
  t.same(
    run.steps.map(({ stepId }) => stepId),
    workflows[0].steps.map(({ stepId }: Step) => stepId),
  )
  for (const { stepId, checks } of run.steps) {
    const names = checks.filter(({ passed }) => passed).map(({ name }) => name)
    t.ok(
      ['success criteria check', 'status code check', 'schema check'].every((name) => names.includes(name)),
      stepId,
    )
  }
})

t.test('a failed step ends the workflow', async (t) => {
  const server = await testServer(t)
  const { username, password } = await signUp(server)
  const run = await respect(t, server.url, { username, password })
  t.equal(run.code, 1, run.output)
  t.same(
    run.steps.map(({ stepId }) => stepId),
    ['register'],
  )
})
