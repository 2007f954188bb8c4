/** Failures to start the process that reads PDFs. */
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { pdf } from '../support/content/pdf.ts'
import { form } from '../support/form.ts'
import { signUp, temporaryDirectory, testServer } from '../support/server.ts'

type FileRecord = components['schemas']['FileRecord']

t.test('a PDF reader that cannot be started is reported as an overloaded server', async (t) => {
  const server = await testServer(t)
  const ada = await signUp(server)
  const content = pdf('BT /F 12 Tf (Newcomen) Tj ET')
  const sent = form({ name: 'file', filename: 'a.pdf', type: 'application/pdf', content })
  const { id } = (await ada.client.post('/api/file/', sent)).json<FileRecord>()
  const directory = await temporaryDirectory(t)
  const path = (name: string) => join(directory, name)
  await writeFile(path('not-executable'), '')
  await writeFile(path('ends'), '#!/bin/sh\nexit 1\n')
  await chmod(path('ends'), 0o755)
  await writeFile(path('garbage'), 'garbage')
  await chmod(path('garbage'), 0o755)

  const { execPath } = process
  t.teardown(() => {
    process.execPath = execPath
  })
  for (const program of ['missing', 'not-executable', 'ends', 'garbage']) {
    // The program of child processes.
    process.execPath = path(program)
    const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Who?', file: id } })
    process.execPath = execPath
    t.match(answer.json(), { status: 503, code: 'overloaded', errors: [{ pointer: '/body/file' }] }, program)
    t.ok(answer.headers.get('retry-after'), program)
  }
  t.equal((await server.db.selectFrom('runs').select('id').execute()).length, 0, 'no run was created')
  const answer = await ada.client.post('/api/llm/', { json: { prompt: 'Who?', file: id } })
  t.match(answer.json(), { status: 'completed', content: /Newcomen/ }, 'the PDF is read later')
  t.strictSame(
    server.log.filter((line) => JSON.parse(line).level >= 50),
    [],
  )
})
