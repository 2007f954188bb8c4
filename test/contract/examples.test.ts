/** The examples of the contract tell one story: objects with the same id agree wherever they appear. */
import t from 'tap'
import { contractDocument } from '../support/contract/document.ts'

type Json = { [member: string]: unknown }

const found = objectsIn(contractDocument)
const messages = found.filter((node) => 'content' in node && 'role' in node && 'id' in node)
const runs = found.filter((node) => 'purpose' in node && 'id' in node)
const wholeRuns = runs.filter((run) => 'prompt_message' in run)

/** Returns every object of a document that is not a schema. */
function objectsIn(node: unknown): Json[] {
  if (typeof node !== 'object' || node === null || 'properties' in node) return []
  return [node as Json, ...Object.values(node).flatMap(objectsIn)]
}

t.test('a message belongs to the run that names it, and to no other', async (t) => {
  t.ok(messages.length >= 2 && wholeRuns.length >= 4)
  for (const message of messages) {
    const owners = wholeRuns.filter((run) => [run.prompt_message, run.answer_message].includes(message.id))
    for (const run of owners) {
      t.equal(message.run, run.id, `message ${message.id}`)
      t.equal(message.content, run.prompt_message === message.id ? run.prompt : run.content)
    }
    if (owners.length === 0) t.equal(message.run, null, `message ${message.id}`)
  }
})

t.test('a run in a list equals the run read by its id', async (t) => {
  const summaries = runs.filter((run) => !('prompt' in run))
  t.ok(summaries.length > 0)
  for (const summary of summaries) {
    const run = wholeRuns.find(({ id }) => id === summary.id)
    t.match(run, summary, `run ${summary.id}`)
  }
})

t.test(
  'the tokens of a prompt are not fewer than half of what was sent, and usage is their sum',
  async (t) => {
    const counted = wholeRuns.filter(({ usage }) => usage !== null)
    for (const { id, usage, context } of counted) {
      const { prompt_tokens, completion_tokens, total_tokens } = usage as Record<string, number>
      t.equal((prompt_tokens ?? 0) + (completion_tokens ?? 0), total_tokens, `run ${id}`)
      if (context === null) continue
      const { estimated_tokens } = context as Record<string, number>
      t.ok(
        (prompt_tokens ?? 0) * 2 > (estimated_tokens ?? 0),
        `run ${id} was sent ${estimated_tokens} tokens`,
      )
    }
    const days = found.filter((node) => 'days' in node && 'quotas' in node).map(({ days }) => days)
    const [day] = days.flat() as Record<string, number>[]
    const ended = [...new Map(counted.map((run) => [run.id, run])).values()]
    for (const name of ['prompt_tokens', 'completion_tokens', 'total_tokens']) {
      const sum = ended.reduce(
        (total, { usage }) => total + ((usage as Record<string, number>)[name] ?? 0),
        0,
      )
      t.equal(day?.[name], sum, name)
    }
  },
)
