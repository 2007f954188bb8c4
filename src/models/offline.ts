import { setTimeout as sleep } from 'node:timers/promises'
import type { Attachment } from '../attachments/attachment.ts'
import { storable } from '../attachments/storable-text.ts'
import { titledText } from './message-parts.ts'
import { type Provider, ProviderError, type ProviderRequest } from './provider.ts'
import { simplestValue } from './simplest-value.ts'
import { estimateTokens, usageOf } from './usage.ts'

export const OFFLINE_MODEL = 'offline-stand-in'

const FIRST_TOKEN_DELAY_MS = 200
const PIECE_DELAY_MS = 50
/**
 * Length of a piece, in UTF-16 code units, by the length of the answer, so that the longest takes about ten
 * seconds.
 */
const pieceSizes = [
  { upTo: 4_000, size: 20 },
  { upTo: 40_000, size: 200 },
  { upTo: Number.POSITIVE_INFINITY, size: 16 * 1024 },
] as const

/**
 * Creates a provider that stands in where no language model is configured. It echoes the last prompt, or the
 * results of tools, and states in each answer and in `model` that it is not a language model. Asked for an
 * output, it returns the simplest value of a simple schema. It calls no tools and ignores other parameters.
 *
 * @param options.paced true to send the answer at the pace of a model, false to send it at once
 */
export function offlineProvider(options: { readonly paced: boolean }): Provider {
  let isClosed = false
  return {
    documents: true,
    async *stream(request, signal) {
      const wait = async (ms: number) => {
        if (options.paced) await sleep(ms, undefined, { signal }).catch(() => {})
        signal.throwIfAborted()
        if (isClosed) throw new ProviderError('unavailable', 'closed')
      }
      const { outputSchema, reasoningEffort } = request
      const answer = storable(
        outputSchema === undefined ? echo(request) : JSON.stringify(simplestValue(outputSchema)),
      )
      if (reasoningEffort !== undefined) yield [{ type: 'adjusted', adjustments: ['no_reasoning_effort'] }]
      await wait(FIRST_TOKEN_DELAY_MS)
      yield [{ type: 'model', model: OFFLINE_MODEL }]
      for (const text of piecesOf(answer)) {
        yield [{ type: 'text', text }]
        await wait(PIECE_DELAY_MS)
      }
      const usage = usageOf({}, request, () => estimateTokens(answer))
      yield [
        { type: 'usage', usage },
        { type: 'finish', reason: 'stop', complete: true },
      ]
    },
    async close() {
      isClosed = true
    },
  }
}

function echo({ messages }: ProviderRequest): string {
  const prompt = messages.findLast(({ role }) => role === 'user')
  const attachments = prompt?.attachments ?? []
  const results = prompt?.toolResults ?? []
  const parts = [
    ...results.map(({ content }) => `[Result of a tool]\n\n${content}`),
    ...(prompt?.content || results.length === 0 ? [prompt?.content ?? ''] : []),
    ...attachments.map(described),
  ]
  return ['[Offline stand-in, no language model: this is an echo]', ...parts].join('\n\n')
}

function described(attachment: Attachment): string {
  return attachment.kind === 'text'
    ? titledText(attachment)
    : `[${attachment.content_type} ${attachment.kind} attached]`
}

function* piecesOf(text: string): Generator<string> {
  const size = pieceSizes.find(({ upTo }) => text.length <= upTo)?.size ?? text.length
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + size
    // Does not split a surrogate pair.
    if ((text.codePointAt(end - 1) ?? 0) > 0xffff) end += 1
    yield text.slice(start, end)
  }
}
