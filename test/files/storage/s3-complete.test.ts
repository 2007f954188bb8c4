/**
 * The last step of an upload to S3, in which the store puts the parts together: slow, cut off, or in vain.
 */
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { StorageUnavailable } from '../../../src/files/storage/storage.ts'
import { form } from '../../support/form.ts'
import { scriptedS3 } from '../../support/scripted-s3.ts'
import { signUp, testServer } from '../../support/server.ts'
import { chunks, much } from './promises.ts'

type FileRecord = components['schemas']['FileRecord']

t.test('a store that takes its time to put the parts together is waited for', async (t) => {
  const store = await scriptedS3(t)
  const server = await testServer(t, { storage: store.storage })
  const ada = await signUp(server)
  // More than the silence that counts as an absence elsewhere, twice.
  store.before = async (operation) => {
    if (operation === 'complete') await sleep(5_000)
    return 'answer'
  }
  const answer = await ada.client.post('/api/file/', form({ name: 'file', filename: 'a.txt', content: much }))
  t.equal(answer.status, 201)
  t.equal(store.asked.filter((operation) => operation === 'complete').length, 1, 'it is asked once')
  const { id } = answer.json<FileRecord>()
  t.equal((await ada.client.get(`/api/file/${id}/content`)).bytes.length, much.length)
})

t.test('an upload whose completion was done, but not answered, is one', async (t) => {
  for (const [what, replies] of [
    ['the first reply is lost', ['drop']],
    ['every reply is lost', ['drop', 'drop', 'drop', 'drop']],
    ['the store fails after it has done it', ['fail', 'fail', 'fail', 'fail']],
  ] as const) {
    const store = await scriptedS3(t)
    const left = [...replies]
    store.before = async (operation) => (operation === 'complete' ? (left.shift() ?? 'answer') : 'answer')
    const { key, size } = await store.storage.write(chunks(much, 'end'))
    t.equal(size, much.length + 3, what)
    const stream = await store.storage.read(key)
    t.ok(stream && (await text(stream)) === `${much}end`, what)
  }
})

t.test('an upload whose completion was not done is none, and leaves nothing', async (t) => {
  const store = await scriptedS3(t)
  store.before = async (operation) => {
    // As where the store has lost the upload, or another one has ended it.
    if (operation === 'complete') store.objects.clear()
    return operation === 'complete' ? 'fail' : 'answer'
  }
  await t.rejects(store.storage.write(chunks(much)), StorageUnavailable)
  t.ok(store.asked.includes('head'), 'it was looked for')
  t.equal(store.objects.size, 0)

  const blind = await scriptedS3(t)
  blind.before = async (operation) => (operation === 'complete' || operation === 'head' ? 'drop' : 'answer')
  await t.rejects(blind.storage.write(chunks(much)), StorageUnavailable, 'where nobody can say, it is none')
})
