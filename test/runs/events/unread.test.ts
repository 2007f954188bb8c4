/**
 * Clients that do not read their stream.
 *
 * @long sends long answers.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { answerOf, ask, at, type EventReader, follow } from '../../support/events.ts'
import { replicaSettings } from '../../support/postgres/run-rows.ts'
import { type ParleyProcess, startParley } from '../../support/processes/process.ts'
import { testModel } from '../../support/providers/model.ts'
import { signUp, temporaryDirectory, testServer } from '../../support/server.ts'

const MiB = 1024 * 1024
/** About 24 MiB on the wire. */
const piece = '漢'.repeat(20_000)
const pieces = 400

// A slow disk takes long to write this much.
t.setTimeout(240_000)

/** Returns the peak resident memory of a process in MiB (VmHWM, since the last reset through clear_refs). */
async function mostHeld({ child }: ParleyProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

t.test(
  'clients that do not read use no memory, delay no other client and can resume reading',
  { skip: !existsSync('/proc/self/clear_refs') && 'needs the /proc of Linux' },
  async (t) => {
    const model = await testModel(t)
    const server = await testServer(t, { llm: { baseUrl: model.baseUrl, timeout: 60_000 } })
    const ada = await signUp(server)
    // This replica only forwards the events, so it holds nothing else of them.
    const parley = await startParley(t, {
      ...replicaSettings(server.connection, model, await temporaryDirectory(t)),
      // Clients that read nothing may be connected for as long as a busy machine takes.
      IDLE_TIMEOUT: '3600',
    })
    const there = at(parley, ada)

    /**
     * Sends a long answer to one reader and `unread` paused clients. Resolves to the peak memory of the
     * replica in MiB.
     */
    const longAnswer = async (unread: number) => {
      const stream = await ask(at(server, ada), { prompt: 'Tell me everything.' })
      const call = await model.next()
      await stream.until('started')
      stream.break()
      await writeFile(`/proc/${parley.child.pid}/clear_refs`, '5')
      const reader = await follow(there, stream.run)
      const others: EventReader[] = []
      for (let number = 0; number < unread; number += 1) {
        const other = await follow(there, stream.run)
        other.pause()
        others.push(other)
      }
      for (let number = 0; number < pieces; number += 1) {
        call.say(piece)
        await sleep(5)
      }
      call.end()
      const events = await reader.all()
      return { held: await mostHeld(parley), events, others }
    }

    await longAnswer(0)
    const without = await longAnswer(0)
    const { held, events, others } = await longAnswer(8)
    t.equal(hashOf(answerOf(events)), hashOf(piece.repeat(pieces)), 'the reader has everything')
    const size = Math.round((Buffer.byteLength(piece) * pieces) / MiB)
    const figures = `${Math.round(held)} MiB, ${Math.round(without.held)} MiB with 0 clients, for 8 x ${size} MiB`
    t.comment(figures)
    t.ok(held - without.held < 4 * size, figures)
    for (const other of others) {
      other.resume()
      t.ok(answerOf(await other.all()) === answerOf(events), 'a client that resumes reading has everything')
    }
  },
)
