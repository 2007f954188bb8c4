/** Completion of a multipart upload to S3 that is slow, interrupted or unsuccessful. */
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../../generated/api.ts'
import { newKey, StorageUnavailable } from '../../../src/files/storage/storage.ts'
import { form } from '../../support/form.ts'
import { scriptedS3 } from '../../support/network/scripted-s3.ts'
import { signUp, testServer } from '../../support/server.ts'
import { chunks, much } from './promises.ts'

type FileRecord = components['schemas']['FileRecord']

t.test('a slow completion by the store is awaited', async (t) => {
  // On a busy machine, the download below may pause for longer than the usual half second.
  const store = await scriptedS3(t, 2_000)
  const server = await testServer(t, { storage: store.storage })
  const ada = await signUp(server)
  // More than twice the timeout of other operations.
  store.before = async (operation) => {
    if (operation === 'complete') await sleep(5_000)
    return 'answer'
  }
  const answer = await ada.client.post('/api/file/', form({ name: 'file', filename: 'a.txt', content: much }))
  t.equal(answer.status, 201)
  t.equal(store.requests.filter((operation) => operation === 'complete').length, 1, 'one request')
  const { id } = answer.json<FileRecord>()
  t.equal((await ada.client.get(`/api/file/${id}/content`)).bytes.length, much.length)
})

t.test('an upload completed by the store succeeds even if its response is lost', async (t) => {
  for (const [what, replies] of [
    ['the first response is lost', ['drop']],
    ['every response is lost', ['drop', 'drop', 'drop', 'drop']],
    ['the store fails after completion', ['fail', 'fail', 'fail', 'fail']],
  ] as const) {
    const store = await scriptedS3(t)
    const left = [...replies]
    store.before = async (operation) => (operation === 'complete' ? (left.shift() ?? 'answer') : 'answer')
    const { key, size } = await store.storage.write(newKey(1), chunks(much, 'end'))
    t.equal(size, much.length + 3, what)
    const stream = await store.storage.read(key)
    t.ok(stream && (await text(stream)) === `${much}end`, what)
  }
})

t.test('an upload that was not completed fails and leaves nothing', async (t) => {
  const store = await scriptedS3(t)
  store.before = async (operation) => {
    // As if the store had lost the upload or another process had aborted it.
    if (operation === 'complete') store.objects.clear()
    return operation === 'complete' ? 'fail' : 'answer'
  }
  await t.rejects(store.storage.write(newKey(1), chunks(much)), StorageUnavailable)
  t.ok(store.requests.includes('head'), 'the object was looked up')
  t.equal(store.objects.size, 0)

  const blind = await scriptedS3(t)
  blind.before = async (operation) => (operation === 'complete' || operation === 'head' ? 'drop' : 'answer')
  await t.rejects(
    blind.storage.write(newKey(1), chunks(much)),
    StorageUnavailable,
    'an unknown outcome is a failure',
  )
})
