/** Values of `Accept` that select an event stream. */
import t from 'tap'
import { prefersEvents } from '../../src/runs/event-stream.ts'

const events = [
  'text/event-stream',
  'TEXT/Event-Stream',
  ' text/event-stream ',
  'text/event-stream;charset=utf-8',
  'text/event-stream; charset="utf-8"; q=0.5',
  'text/event-stream;q=1',
  'text/event-stream ; q = 0.5',
  'text/event-stream;q=0.001',
  'text/event-stream, application/json',
  'text/event-stream, */*',
  'text/event-stream, */*;q=0.1',
  '*/*;q=0.8, text/event-stream',
  'text/event-stream, text/html, application/json;q=0.9',
  'application/json;q=0.5, text/event-stream',
  'application/json;q=0.5,text/event-stream;q=0.6',
  'application/json;q=0, text/event-stream;q=0.1',
  'text/html, text/event-stream',
  'application/*;q=0.2, text/event-stream;q=0.3',
  'application/json;charset=utf-8;q=0.5, text/event-stream;v=1',
  ', text/event-stream,',
  'nonsense, text/event-stream',
]

const json = [
  undefined,
  '',
  ' ',
  '*/*',
  '*',
  'text/*',
  'text/*, */*',
  'application/json',
  'application/*',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'application/json, text/plain, */*',
  'application/json, text/event-stream',
  'application/json,text/event-stream',
  'application/json;charset=utf-8, text/event-stream',
  'APPLICATION/JSON, text/event-stream',
  'application/json;q=0.5, text/event-stream;q=0.4',
  'text/event-stream;q=0.5, application/json',
  'text/event-stream;q=0.5, application/json;q=0.9',
  'text/event-stream;q=0.5, */*',
  'text/event-stream;q=0.5, application/*',
  'text/event-stream;q=0',
  'text/event-stream;q=0.0, */*',
  'text/event-stream;q=0, */*',
  'text/event-stream; q=0 , application/json;q=0.1',
  'text/event-stream;charset=utf-8;q=0, */*',
  'application/xml',
  'text/event-streams',
  'xtext/event-stream',
  'text/event-stream/more',
  'event-stream',
  'text event-stream',
  'text/event-stream;q=nonsense',
  ';;;',
  ',,,',
  '"text/event-stream"',
  'application/json;title="a, text/event-stream"',
  '\u00e9',
]

t.test('events are sent when `Accept` names them and does not prefer JSON', async (t) => {
  for (const accept of events) t.equal(prefersEvents(accept), true, accept)
})

t.test('JSON is sent for every other `Accept` header', async (t) => {
  for (const accept of json) t.equal(prefersEvents(accept), false, String(accept))
})

t.test('the longest possible `Accept` header is parsed without noticeable delay', async (t) => {
  const before = process.cpuUsage()
  for (const piece of ['text/event-stream;a="', ';', ';q', 'text/event-stream;a=b', ',', '\\"', '; a = "\\'])
    prefersEvents(`text/event-stream,${piece.repeat(16_000 / piece.length)}`)
  t.ok(process.cpuUsage(before).user < 2_000_000)
})
