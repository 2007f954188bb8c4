import { LRUCache } from 'lru-cache'
import type { Complaint } from './errors/complaint.ts'
import type { ProviderError } from './provider.ts'

/**
 * Ways to say the same differently, for models that reject how it is usually said:
 *
 * - max_completion_tokens, max_tokens: the limit of the answer goes by this name;
 * - max_tokens_4096: the limit is 4,096 tokens rather than 8,192 where a protocol needs one and the request
 *   has none;
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

/** Models that are remembered for each provider. */
const MAX_MODELS = 100

/** The statuses that reject a request for what is in it, before any work on it. */
const rejection = /^HTTP 4(?:00|03|04|05|15|22)$/
/**
 * llama.cpp and Ollama answer 500 where a model's template rejects a conversation: before any work on it,
 * too.
 */
const templateRejection = /\bjinja\b|chat[ _]template/i

/** Ways to say that something is not supported at all. */
const unsupported = [
  /\bun(?:supported|recogni[sz]ed|known|expected|permitted)|\bdeprecated|\bno longer/i,
  /n[o']t (?:yet |currently )?(?:support|allow|permit|enabled|valid|accept|available|configurable)/i,
  /\bcannot (?:both )?be (?:set|specified|used|changed)|\bforbidden\b|\bfixed (?:at|to)\b|\bmust be \d/i,
  /\b(?:removed|replaced|disabled|requires)\b|\b(?:use|try)\b.{0,40}\binstead\b/i,
  /\bextra[ _](?:inputs|fields|forbidden)|additional propert|cannot find field/i,
  /\bonly (?:the default|supports? the default|be set|allowed|\d|temperature)|invalid (?:option|parameter|argument|field)/i,
]
/** Ways to say that it is supported, and this value of it is not. */
const outOfRange = [
  /\btoo (?:large|high|big|long|small|low)|\bbetween\b|\brange\b|maximum|minimum|exceed|[<>≤≥]=? ?\d/i,
  /\bor (?:less|fewer|lower|more|greater|higher)\b/i,
  /(?:less|greater|lower|higher|more|smaller|larger) than|\bat (?:least|most)\b/i,
]

/** By what name a rejection that says `unsupported` of something is about this. */
const parameters: ReadonlyMap<Adjustment, RegExp> = new Map([
  ['max_completion_tokens', /\bmax_tokens\b|\b(?:requires?|use) .?max_completion_tokens\b/],
  ['max_tokens', /\bmax_completion_tokens\b/],
  ['no_temperature', /\btemperature\b/i],
  ['no_stream_options', /\bstream_options\b/],
  ['no_num_ctx', /\bnum_ctx\b/],
])

/** Whole statements, which need nothing beside them. */
const statements: ReadonlyMap<Adjustment, readonly RegExp[]> = new Map([
  ['max_tokens_4096', [/\bmax_tokens\b.*\b4,?096\b/]],
  [
    'no_stream',
    [
      /\bstream\b.{0,20}does not support|to stream this model|n[o']t support stream|remove .?stream\b/i,
      /\bstream(?:ing)?\b(?:=\w+)?(?: \w+){0,2} (?:is|are) (?:not|un|disabled)|\bstream\b.{0,10}must be false/i,
      /un(?:supported|known|recogni[sz]ed)[^.]{0,40}\bstream\b/i,
    ],
  ],
  [
    'system_as_user',
    [
      /\bsystem.? (?:role|message|prompt|instruction)s?\b.{0,60}(?:not (?:supported|allowed|enabled|available)|unsupported)/i,
      /\brole.{0,3}\bsystem\b.{0,20}(?:not (?:supported|allowed|valid)|unsupported)/i,
      /\bsystem\W{1,3}is not one of|invalid value: .system\b|valid roles?: user|role must be .?user/i,
      /first message.{0,30}\buser\b|must (?:start|begin) with .{0,20}\buser\b/i,
      /n[o']t support.{0,20}\bsystem\b|developer instruction is not enabled|only user and assistant roles/i,
      /(?:unexpected|invalid|unknown|unsupported) (?:role|variant).{0,20}\bsystem\b/i,
      // Roles do alternate here, apart from this one.
      /input should be 'user' or 'assistant'|roles must alternate/i,
    ],
  ],
  [
    'content_parts',
    [/content.{0,40}(?:is not an array|expected an array|valid list|must be an? (?:array|list))/i],
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
  const models = new LRUCache<string, ReadonlySet<Adjustment>>({ max: MAX_MODELS })
  const of = (model: string) => models.get(model) ?? always
  return {
    of,
    remember(model, found) {
      const remembered = of(model)
      if (found === remembered) return
      // What other calls have found meanwhile counts too.
      const all = [...remembered, ...found].reduce(withAdjustment, new Set<Adjustment>())
      models.set(model, all)
    },
  }
}

export function withAdjustment(made: ReadonlySet<Adjustment>, more: Adjustment): Set<Adjustment> {
  const opposite = opposites.get(more)
  return new Set([...[...made].filter((one) => one !== opposite), more])
}

/**
 * Finds the one of the possible adjustments that a rejection asks for; undefined where the failure is no
 * definite rejection, or is about something else.
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
      .filter(({ at }) => at >= 0 && at < whole.length)
      // What is rejected is named before what would be accepted in its place.
      .sort((a, b) => a.at - b.at)[0]
    if (found !== undefined) return found.adjustment
  }
  return undefined
}

/** Where a text says that this is not accepted as it was sent; -1 where it does not. */
function mention(adjustment: Adjustment, text: string): number {
  const isSaid = (ways: readonly RegExp[]) => ways.some((way) => way.test(text))
  const parameter = parameters.get(adjustment)
  if (parameter !== undefined) return isSaid(unsupported) && !isSaid(outOfRange) ? text.search(parameter) : -1
  const places = (statements.get(adjustment) ?? []).map((statement) => text.search(statement))
  return Math.min(...places.map((place) => (place < 0 ? Number.POSITIVE_INFINITY : place)))
}
