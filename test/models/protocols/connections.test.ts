/** Connections to providers: cut, endless, slow, reused, aborted and closed. */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { collect } from '../../support/providers/collect.ts'
import { dialects } from '../../support/providers/dialects.ts'
import { neverAborted } from '../../support/providers/never-aborted.ts'
import { closedPort, scriptedProvider, scriptedSocket } from '../../support/providers/scripted.ts'
import {
  answerTo,
  bytesOf,
  chunked,
  connect,
  endlessly,
  failure,
  full,
  hasty,
  head,
  hello,
  patient,
  secrets,
  socketSaying,
} from './calls.ts'

for (const dialect of dialects) {
  const { name, frames } = dialect
  const { stream, beginning } = bytesOf(dialect)
  const test = (title: string, body: (t: Test) => Promise<void>) => t.test(`${name}: ${title}`, body)

  test('a truncated answer is never a success', async (t) => {
    t.match(await answerTo(t, dialect, beginning()), { content: 'Hi', complete: false }, 'between two events')
    const half = `${beginning()}${frames({})[1]?.slice(0, 20)}`
    t.match(await answerTo(t, dialect, half), { content: 'Hi', complete: false }, 'within an event')
    const cut = await socketSaying(t, head + chunked(beginning()), (socket) => socket.end())
    t.match(await failure(t, dialect, cut), { kind: 'unavailable', reason: 'UND_ERR_SOCKET' })
    const reset = await socketSaying(t, head + chunked(beginning()), (socket) => {
      setTimeout(() => socket.resetAndDestroy(), 50)
    })
    t.match(await failure(t, dialect, reset), { kind: 'unavailable', reason: 'ECONNRESET' })
  })

  test('an answer that has ended is complete, whatever happens to its connection', async (t) => {
    const ending = (then: (socket: Socket) => void) => socketSaying(t, head + chunked(stream()), then)
    for (const [what, origin] of [
      ['the connection stays open', await ending(() => {})],
      ['the connection is half closed', await ending((socket) => socket.end())],
      [
        'the connection is reset',
        await ending((socket) => void setTimeout(() => socket.resetAndDestroy(), 50)),
      ],
      [
        'the connection is closed after the finish reason',
        await socketSaying(t, head + chunked(stream({ end: name === 'ollama' })), (socket) => socket.end()),
      ],
    ] as const) {
      t.strictSame(await collect(connect(t, dialect, origin).stream(hello, neverAborted)), full, what)
    }
  })

  test('consecutive calls share a connection', async (t) => {
    const sockets = new Set<unknown>()
    const { baseUrl } = await scriptedProvider(t, (request, response) => {
      sockets.add(request.socket)
      response.end(stream())
    })
    const provider = connect(t, dialect, baseUrl)
    for (let call = 0; call < 5; call += 1) await collect(provider.stream(hello, neverAborted))
    t.ok(sockets.size <= 2, 'a call may begin before the previous connection is free')
  })

  test('an endless response is ended and its connection closed', async (t) => {
    for (const [what, piece, reason] of [
      ['no line', secrets.text, 'line too long'],
      ['a line without end', dialect.framing === 'events' ? 'data: ' : '{ ', 'line too long'],
      ['JSON', `{"x":"${secrets.text}`, dialect.framing === 'events' ? 'answer too large' : 'line too long'],
      ['noise', dialect.noise.repeat(500), 'answer too large'],
      ['text', beginning(['x'.repeat(60_000)]), 'answer too large'],
    ] as const) {
      let gone: Promise<unknown> | undefined
      const { baseUrl } = await scriptedProvider(t, (_, response) => {
        gone = closed(response)
        endlessly(response, piece)
      })
      t.match(await failure(t, dialect, baseUrl), { kind: 'failed', reason }, what)
      await gone
    }
  })

  test('a provider that cannot be reached or closes the connection is unavailable', async (t) => {
    const hangsUp = (answer: string) =>
      scriptedSocket(t, (socket) => socket.once('data', () => socket.end(answer)))
    const plain = await hangsUp('HTTP/1.1 200 OK\r\n\r\n')
    const resets = await scriptedSocket(t, (socket) => socket.once('data', () => socket.resetAndDestroy()))
    for (const [what, origin, reason] of [
      ['refused', `http://127.0.0.1:${await closedPort()}`, 'ECONNREFUSED'],
      ['an unknown name', `http://${'a'.repeat(64)}.invalid`, 'ENOTFOUND'],
      ['reset', resets, 'ECONNRESET'],
      ['closed before the response', await hangsUp(''), 'UND_ERR_SOCKET'],
      ['closed within the headers', await hangsUp('HTTP/1.1 200 OK\r\ncontent-le'), 'UND_ERR_SOCKET'],
      [
        'closed within the body',
        await hangsUp('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
        'UND_ERR_SOCKET',
      ],
      ['no TLS', plain.replace('http:', 'https:'), /^E/],
    ] as const) {
      t.match(await failure(t, dialect, origin), { kind: 'unavailable', reason }, what)
    }
    for (const answer of [
      `${secrets.text}\r\n\r\n`,
      `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1 << 17)}\r\n\r\n`,
    ]) {
      const error = await failure(t, dialect, await hangsUp(answer))
      t.match(error, { kind: 'failed', reason: 'not HTTP' }, answer.slice(0, 20))
    }
  })

  test('a provider that is too slow is a timeout, and its connection is closed', async (t) => {
    const drip = (piece: string) => (socket: Socket) => {
      const dripping = setInterval(() => socket.write(chunked(piece)), 20)
      socket.on('close', () => clearInterval(dripping))
    }
    for (const [what, bytes, then, deadline, reason] of [
      ['no headers', '', () => {}, { timeout: hasty }, 'deadline'],
      ['no body', head, () => {}, { timeout: hasty }, 'deadline'],
      ['occasional blanks', head, drip(' '), { timeout: hasty }, 'deadline'],
      ['occasional tokens', head, drip(beginning()), { timeout: hasty }, 'deadline'],
      [
        'occasional tokens, patient between them',
        head,
        drip(beginning()),
        { timeout: hasty, tokenTimeout: patient },
        'deadline',
      ],
      ['no headers', '', () => {}, { firstTokenTimeout: hasty }, 'no first token'],
      ['no token', head, () => {}, { firstTokenTimeout: hasty, tokenTimeout: patient }, 'no first token'],
      ['only noise', head, drip(dialect.noise), { firstTokenTimeout: hasty }, 'no first token'],
      [
        'one token',
        head + chunked(beginning()),
        () => {},
        { firstTokenTimeout: patient, tokenTimeout: hasty },
        'silence between tokens',
      ],
      [
        'one token, and noise',
        head + chunked(beginning()),
        drip(dialect.noise),
        { tokenTimeout: hasty },
        'silence between tokens',
      ],
    ] as const) {
      let gone: Promise<unknown> | undefined
      const origin = await socketSaying(t, bytes, (socket) => {
        gone = closed(socket)
        then(socket)
      })
      const error = await failure(t, dialect, origin, deadline)
      t.strictSame([error.kind, error.reason], ['timeout', reason], what)
      await gone
    }
  })

  test('the token timeout applies to each token, not to the whole answer', async (t) => {
    const origin = await socketSaying(t, head, async (socket) => {
      for (const frame of frames({ texts: [...'abcdefgh'] })) {
        socket.write(chunked(frame))
        await sleep(100)
      }
      socket.write('0\r\n\r\n')
    })
    const deadlines = { firstTokenTimeout: 500, tokenTimeout: 500 }
    const answer = await collect(connect(t, dialect, origin, deadlines).stream(hello, neverAborted))
    t.strictSame(answer, { ...full, content: 'abcdefgh' })
  })

  test('reading is paused with its consumer, and a slow consumer is not a slow provider', async (t) => {
    let written = 0
    const origin = await socketSaying(t, head, (socket) => {
      const piece = chunked(beginning(['x'.repeat(1000)]))
      const more = () => {
        while (!socket.destroyed && socket.write(piece)) written += piece.length
      }
      socket.on('drain', more)
      more()
    })
    const provider = connect(t, dialect, origin, { tokenTimeout: hasty })
    const events = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await events.next()
    const settled = async (): Promise<number> => {
      const before = written
      await sleep(2 * hasty)
      return before === written ? written : settled()
    }
    const held = await settled()
    t.ok(held < 16 * 1024 * 1024, `${held} bytes left the server`)
    for (let read = 0; read < 20; read += 1) await t.resolves(events.next())
    await events.return?.()
  })

  test('aborting a call closes its connection and rejects with the given reason', async (t) => {
    const reason = new Error('the caller has left')
    for (const [what, bytes] of [
      ['before the headers', ''],
      ['in the body', head],
      ['within the answer', head + chunked(beginning())],
    ] as const) {
      const caller = new AbortController()
      let gone: Promise<unknown> | undefined
      const origin = await socketSaying(t, bytes, (socket) => {
        gone = closed(socket)
        setTimeout(() => caller.abort(reason), 50)
      })
      await t.rejects(collect(connect(t, dialect, origin).stream(hello, caller.signal)), reason, what)
      await gone
    }
  })

  test('leaving the iteration or calling `return` closes the connection', async (t) => {
    let gone: Promise<unknown> | undefined
    const origin = await socketSaying(t, head + chunked(beginning()), (socket) => {
      gone = closed(socket)
    })
    const provider = connect(t, dialect, origin)
    for await (const _ of provider.stream(hello, neverAborted)) break
    await gone
    const events = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await events.next()
    const awaited = events.next()
    await events.return?.()
    t.strictSame(await awaited, { done: true, value: undefined })
    await gone
  })

  test('nothing is sent for an aborted call or an unread stream', async (t) => {
    const { baseUrl, requests } = await scriptedProvider(t, (_, response) => response.end(stream()))
    const provider = connect(t, dialect, baseUrl)
    await t.rejects(collect(provider.stream(hello, AbortSignal.abort())), { name: 'AbortError' })
    const unread = provider.stream(hello, neverAborted)[Symbol.asyncIterator]()
    await unread.return?.()
    t.strictSame(await unread.next(), { done: true, value: undefined })
    await collect(provider.stream(hello, neverAborted))
    t.equal(requests.length, 1)
  })

  test('closing the provider ends the calls in progress', async (t) => {
    const arrived = Promise.withResolvers<void>()
    const provider = connect(t, dialect, await scriptedSocket(t, () => arrived.resolve()))
    const pending = collect(provider.stream(hello, neverAborted))
    await arrived.promise
    const failed = { name: 'ProviderError', kind: 'unavailable' }
    await Promise.all([t.rejects(pending, failed), provider.close()])
    await t.rejects(collect(provider.stream(hello, neverAborted)), failed)
  })
}

t.test(
  'aborting during the connection setup does not wait for it',
  {
    // The connection attempt times out after five seconds.
    timeout: 4000,
  },
  async (t) => {
    const [dialect] = dialects
    if (dialect === undefined) throw new Error('No dialect')
    const caller = new AbortController()
    const silent = await scriptedSocket(t, () => caller.abort())
    const provider = connect(t, dialect, silent.replace('http:', 'https:'))
    await t.rejects(collect(provider.stream(hello, caller.signal)), { name: 'AbortError' })
  },
)

/** Resolves when the connection is closed, possibly by a reset. */
function closed(connection: Socket | ServerResponse): Promise<unknown> {
  return new Promise((resolve) => connection.on('close', resolve))
}
