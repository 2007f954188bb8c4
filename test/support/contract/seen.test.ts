import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { unseen } from './seen.ts'

const pairs = [
  { operationId: 'readBook', status: 200 },
  { operationId: 'readBook', status: 404 },
  { operationId: 'deleteBook', status: 204 },
]

/**
 * Records responses in a separate process, as the tests do. `directory` is the directory of the run, if there
 * is one.
 */
function record(directory: string | undefined, ...calls: [operationId: string, status: number][]) {
  const module = JSON.stringify(new URL('seen.ts', import.meta.url).href)
  const code = `
    const { recordSeen } = await import(${module})
    for (const call of ${JSON.stringify(calls)}) recordSeen(...call)`
  const { PARLEY_TEST_RUN: _, ...rest } = process.env
  const env = directory === undefined ? rest : { ...rest, PARLEY_TEST_RUN: directory }
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { env })
  if (status !== 0) throw new Error(String(stderr))
}

t.test('statuses that no process of a run has seen are listed', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-seen-'))
  t.teardown(() => rmSync(directory, { recursive: true }))

  t.same(unseen(directory, pairs), pairs)
  record(directory, ['readBook', 404], ['readBook', 404])
  t.same(unseen(directory, pairs), [
    { operationId: 'readBook', status: 200 },
    { operationId: 'deleteBook', status: 204 },
  ])
  record(directory, ['deleteBook', 204], ['readBook', 20])
  t.same(unseen(directory, pairs), [{ operationId: 'readBook', status: 200 }])
  record(directory, ['readBook', 200])
  t.same(unseen(directory, pairs), [])
  t.equal(readdirSync(directory).length, 3, 'each process has its own file')
})

t.test('nothing is recorded outside a run', async (t) => {
  t.doesNotThrow(() => record(undefined, ['readBook', 200]))
})
