/** Clients that write messages and files continuously, and record the responses. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { components } from '../../../generated/api.ts'
import type { Client } from '../client.ts'
import { form } from '../form.ts'
import { createLedger, type Ledger, sha256 } from './ledger.ts'

type Created = components['schemas']['Message'] | components['schemas']['FileRecord']

interface WriteResponse {
  readonly status: number
  readonly retryAfter: string | null
  /** Times of the request and the response, by performance.now(). */
  readonly sentAt: number
  readonly at: number
}

export interface Writers {
  /** All acknowledged writes. */
  readonly ledger: Ledger
  readonly responses: readonly WriteResponse[]
  /** Stops the writers. Resolves when every request has its response. */
  stop(): Promise<void>
}

/**
 * Pause of a writer after each request, in ms. Without a pause, the writers would leave no CPU to the server
 * and to the other tests.
 */
const PAUSE_MS = { written: 20, refused: 100 }

/** Starts this number of writers, which all write into one chat. */
export function startWriters(client: Client, chat: number, count = 8): Writers {
  const ledger = createLedger()
  const responses: WriteResponse[] = []
  let isOver = false
  const write = async (writer: number) => {
    for (let number = 0; !isOver; number++) {
      const content = `message ${writer}.${number}`
      const isFile = number % 5 === 4
      const sentAt = performance.now()
      const answer = isFile
        ? await client.post('/api/file/', form({ name: 'file', filename: 'x', content }))
        : await client.post('/api/message/', { json: { content, chat } })
      const { status, headers } = answer
      responses.push({ status, retryAfter: headers.get('retry-after'), sentAt, at: performance.now() })
      await sleep(status === 201 ? PAUSE_MS.written : PAUSE_MS.refused)
      if (status !== 201) continue
      const { id } = answer.json<Created>()
      if (isFile) ledger.note(`/api/file/${id}/content`, sha256(content))
      else ledger.note(`/api/message/${id}`, { content })
    }
  }
  const writers = Promise.all(Array.from({ length: count }, (_, writer) => write(writer)))
  return {
    ledger,
    responses,
    async stop() {
      isOver = true
      await writers
    },
  }
}
