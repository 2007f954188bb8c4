import type { Complaint } from './complaint.ts'
import type { ProviderError } from './provider.ts'

/**
 * Ways to say the same differently, for models that reject how it is usually said:
 *
 * - max_completion_tokens, max_tokens: the limit of the answer goes by this name;
 * - max_tokens_4096: an answer that nobody limits gets 4,096 tokens rather than 8,192 (Anthropic, which wants a limit);
 * - no_temperature, no_stream_options, no_num_ctx: this parameter is left out;
 * - no_stream: the answer comes in one piece;
 * - system_as_user: instructions stand before the user's first message;
 * - content_parts: texts are sent as lists of parts.
 */
export const adjustments = [
  'max_completion_tokens',
  'max_tokens',
  'max_tokens_4096',
  'no_temperature',
  'no_stream_options',
  'no_stream',
  'no_num_ctx',
  'system_as_user',
  'content_parts',
] as const

export type Adjustment = (typeof adjustments)[number]

/** Tells whether to make an adjustment. Asked only where it would change the request. */
export type Adjust = (adjustment: Adjustment) => boolean

/** Adjustments that undo each other. */
export const opposites: ReadonlyMap<Adjustment, Adjustment> = new Map([
  ['max_tokens', 'max_completion_tokens'],
  ['max_completion_tokens', 'max_tokens'],
])

/** How many models are remembered for each provider. */
const modelLimit = 100

/** The statuses by which a provider says that it has not begun to work on a request because of what is in it. */
const rejection = /^HTTP 4(?:00|03|04|05|15|22)$/
/** llama.cpp and Ollama answer 500 where a model's template rejects a conversation, which is before they work on it. */
const templateRejection = /\bjinja\b|chat[ _]template/i

const unsupported =
  /\bun(?:supported|recogni[sz]ed|known|expected|permitted)|n[o']t (?:yet |currently )?(?:support|allow|permit|enabled|valid)|no longer|extra[ _](?:inputs|fields|forbidden)|additional propert|deprecated|cannot find field|\bonly (?:the default|\d|temperature)|invalid (?:option|parameter|argument|field)/i
/** The parameter is supported, this value of it is not. */
const outOfRange =
  /\btoo (?:large|high|big|long|small|low)|(?:less|greater|lower|higher|more|smaller|larger) than|at (?:least|most)\b|between|\brange\b|maximum|minimum|exceed|[<>≤≥]=? ?\d/i

/** By what a rejection names the thing, where saying that it is unsupported is left to `unsupported`. */
const parameters = new Map<Adjustment, RegExp>([
  ['max_completion_tokens', /\bmax_tokens\b/],
  ['max_tokens', /\bmax_completion_tokens\b/],
  ['no_temperature', /\btemperature\b/i],
  ['no_stream_options', /\bstream_options\b/],
  ['no_num_ctx', /\bnum_ctx\b/],
])

/** Whole statements. */
const statements = new Map<Adjustment, RegExp>([
  ['max_tokens_4096', /\bmax_tokens\b.*\b4,?096\b/],
  [
    'no_stream',
    /\bstream\b.*does not support|\bstream(?:ing)?\b(?: \w+){0,2} (?:is|are) (?:not|un)|to stream this model|n[o']t support stream|un(?:supported|known|recogni[sz]ed)[^.]{0,40}\bstream\b|remove .?stream\b/i,
  ],
  [
    'system_as_user',
    /\bsystem.? (?:role|message|prompt|instruction)s?\b.*(?:not|n't|un)|n[o']t support.{0,20}\bsystem\b|\brole\b.{0,40}\bsystem\b|developer instruction is not enabled|only user and assistant roles|input should be 'user' or 'assistant'|roles must alternate/i,
  ],
  [
    'content_parts',
    /content.{0,40}(?:is not an array|expected an array|valid list|must be an? (?:array|list))/i,
  ],
])

/** What a provider has been found to want, by model. */
export interface AdjustmentMemory {
  of(model: string): ReadonlySet<Adjustment>
  remember(model: string, found: ReadonlySet<Adjustment>): void
}

/** Begins with what is known of every model of a provider. */
export function adjustmentMemory(known: readonly Adjustment[] = []): AdjustmentMemory {
  const always = known.reduce(withAdjustment, new Set<Adjustment>())
  const models = new Map<string, ReadonlySet<Adjustment>>()
  const of = (model: string) => models.get(model) ?? always
  return {
    of,
    remember(model, found) {
      const remembered = of(model)
      if (found === remembered) return
      // What other calls have found meanwhile counts too.
      const all = [...remembered, ...found].reduce(withAdjustment, new Set<Adjustment>())
      models.delete(model)
      models.set(model, all)
      const [oldest] = models.keys()
      if (models.size > modelLimit && oldest !== undefined) models.delete(oldest)
    },
  }
}

export function withAdjustment(made: ReadonlySet<Adjustment>, more: Adjustment): Set<Adjustment> {
  const opposite = opposites.get(more)
  return new Set([...[...made].filter((one) => one !== opposite), more])
}

/**
 * Finds the one of the possible adjustments by which a provider would accept what it has rejected; undefined where the
 * failure is no definite rejection, or not one of these things.
 */
export function adjustmentFor(
  { kind, reason }: ProviderError,
  complaints: readonly Complaint[],
  possible: readonly Adjustment[],
): Adjustment | undefined {
  const isRejected =
    (kind === 'refused' && rejection.test(reason)) ||
    (kind === 'failed' &&
      /^HTTP 5/.test(reason) &&
      complaints.some(({ text }) => templateRejection.test(text)))
  if (!isRejected) return undefined
  for (const { names, text } of complaints) {
    const whole = `${names} ${text}`
    const found = possible
      .map((adjustment) => ({ adjustment, at: mention(adjustment, whole) }))
      .filter(({ at }) => at >= 0)
      // What is rejected is named before what would be accepted in its place.
      .sort((a, b) => a.at - b.at)[0]
    if (found !== undefined) return found.adjustment
  }
  return undefined
}

function mention(adjustment: Adjustment, text: string): number {
  const statement = statements.get(adjustment)
  if (statement !== undefined) return text.search(statement)
  const parameter = parameters.get(adjustment)
  return parameter !== undefined && unsupported.test(text) && !outOfRange.test(text)
    ? text.search(parameter)
    : -1
}
