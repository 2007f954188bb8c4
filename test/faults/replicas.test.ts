/** One of two replicas is killed with -9 under load. */
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { components } from '../../generated/api.ts'
import { type Answer, client } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { filesIn, until } from '../support/files.ts'
import { form } from '../support/form.ts'
import { createLedger, sha256 } from '../support/load/ledger.ts'
import { startReplica } from '../support/processes/replica.ts'
import { signUp, temporaryDirectory } from '../support/server.ts'

type Chat = components['schemas']['Chat']
type Created = { id: number }

t.test(
  'when one replica is killed, the other continues to serve, and no acknowledged write is lost',
  async (t) => {
    const { connection } = await testDatabase(t)
    const files = await temporaryDirectory(t)
    const settings = { STORAGE_URL: `file:${files}` }
    const doomed = await startReplica(t, connection, settings)
    const survivor = await startReplica(t, connection, settings)
    const ada = await signUp(survivor)
    const clients = [client(doomed.url, ada.access), client(survivor.url, ada.access)] as const
    const chat = (await ada.client.post('/api/chat/', { json: {} })).json<Chat>().id
    const ledger = createLedger()
    const acknowledgedBy = [0, 0]
    let broken = 0
    let isOver = false
    const refused: number[] = []

    const writer = async (number: number) => {
      for (let count = 0; !isOver; count++) {
        const which = (number + count) % 2 === 0 ? 0 : 1
        const content = `message ${number}.${count}`
        let answer: Answer
        try {
          answer =
            count % 4 === 3
              ? await clients[which].post('/api/file/', form({ name: 'file', filename: 'x', content }))
              : await clients[which].post('/api/message/', { json: { content, chat } })
        } catch {
          broken += 1
          // The outcome is unknown, so the write may have been done.
          await sleep(5)
          continue
        }
        if (answer.status !== 201) {
          refused.push(answer.status)
          continue
        }
        acknowledgedBy[which] = (acknowledgedBy[which] ?? 0) + 1
        const { id } = answer.json<Created>()
        if (count % 4 === 3) ledger.note(`/api/file/${id}/content`, sha256(content))
        else ledger.note(`/api/message/${id}`, { content })
      }
    }
    const writers = Promise.all(Array.from({ length: 10 }, (_, number) => writer(number)))
    const haveAcknowledged = (which: 0 | 1, count: number) => () => (acknowledgedBy[which] ?? 0) > count
    await until('the first replica has acknowledged writes', haveAcknowledged(0, 50))
    await doomed.kill()
    const bySurvivor = acknowledgedBy[1] ?? 0
    await until('the other replica continues to serve', haveAcknowledged(1, bySurvivor + 50))
    isOver = true
    await writers

    t.ok(broken > 0, 'the replica was killed under load')
    t.strictSame(refused, [], 'the other replica refuses nothing')
    t.strictSame(
      await ledger.differences(clients[1]),
      [],
      `all ${ledger.size} acknowledged writes are present`,
    )
    const rows = (await ada.client.get('/api/file/?limit=200')).json<unknown[]>()
    const whole = (await filesIn(files)).filter((path) => !path.startsWith('incoming'))
    t.ok(whole.length >= Math.min(rows.length, 200), 'every row has its bytes')
  },
)
