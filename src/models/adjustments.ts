import { LRUCache } from 'lru-cache'
import type { Complaint } from './errors/complaint.ts'
import type { ProviderError } from './provider.ts'

/**
 * Changes to a request for models that reject its usual form:
 *
 * - max_completion_tokens, max_tokens: the name of the parameter that limits the answer;
 * - max_tokens_4096: 4,096 instead of 8,192 tokens as the limit, if the protocol requires one and the request
 *   has none;
 * - no_temperature, no_stream_options, no_num_ctx: omits this parameter;
 * - no_stream: requests the answer in one piece;
 * - no_reasoning_effort: omits the reasoning effort;
 * - adaptive_thinking: lets the model decide how much to think, guided by the effort, instead of setting a
 *   budget;
 * - output_by_instruction: asks for the output schema in the instructions;
 * - short_call_ids: gives tool calls ids of nine letters and digits;
 * - system_as_user: puts the instructions before the user's first message;
 * - content_parts: sends texts as lists of parts.
 */
export const adjustments = [
  'max_completion_tokens',
  'max_tokens',
  'max_tokens_4096',
  'no_temperature',
  'no_stream_options',
  'no_stream',
  'no_num_ctx',
  'no_reasoning_effort',
  'adaptive_thinking',
  'output_by_instruction',
  'short_call_ids',
  'system_as_user',
  'content_parts',
] as const

export type Adjustment = (typeof adjustments)[number]

/**
 * Returns true if the request needs the adjustment. Called only if it would change the request.
 *
 * @param isForced true if this request allows nothing else; the adjustment is then reported, not remembered
 */
export type Adjust = (adjustment: Adjustment, isForced?: boolean) => boolean

export const opposites: ReadonlyMap<Adjustment, Adjustment> = new Map([
  ['max_tokens', 'max_completion_tokens'],
  ['max_completion_tokens', 'max_tokens'],
])

/** Adjustments that are not remembered: whether an output schema is accepted depends on the schema. */
const ofOneRequest = new Set<Adjustment>(['output_by_instruction'])

const MAX_MODELS = 100

/** Statuses that reject a request because of its content, before any work on it. */
const rejection = /^HTTP 4(?:00|03|04|05|15|22)$/
/**
 * llama.cpp and Ollama respond with 500 if a model's template rejects a conversation, also before any work on
 * it.
 */
const templateRejection = /\bjinja\b|chat[ _]template/i

const unsupported = [
  /\bun(?:supported|recogni[sz]ed|known|expected|permitted)|\bdeprecated|\bno longer/i,
  /n[o']t (?:yet |currently )?(?:support|allow|permit|enabled|valid|accept|available|configurable)/i,
  /\bcannot (?:both )?be (?:set|specified|used|changed)|\bforbidden\b|\bfixed (?:at|to)\b|\bmust be \d/i,
  /\b(?:removed|replaced|disabled|requires)\b|\b(?:use|try)\b.{0,40}\binstead\b/i,
  /\bextra[ _](?:inputs|fields|forbidden)|additional propert|cannot find field/i,
  /\bonly (?:the default|supports? the default|be set|allowed|\d|temperature)|invalid (?:option|parameter|argument|field)/i,
]
const outOfRange = [
  /\btoo (?:large|high|big|long|small|low)|\bbetween\b|\brange\b|maximum|minimum|exceed|[<>≤≥]=? ?\d/i,
  /\bor (?:less|fewer|lower|more|greater|higher)\b/i,
  /(?:less|greater|lower|higher|more|smaller|larger) than|\bat (?:least|most)\b/i,
]

/** Names of the parameters that a rejection matching `unsupported` must mention. */
const parameters: ReadonlyMap<Adjustment, RegExp> = new Map([
  ['max_completion_tokens', /\bmax_tokens\b|\b(?:requires?|use) .?max_completion_tokens\b/],
  ['max_tokens', /\bmax_completion_tokens\b/],
  ['no_temperature', /\btemperature\b/i],
  ['no_stream_options', /\bstream_options\b/],
  ['no_num_ctx', /\bnum_ctx\b/],
  ['adaptive_thinking', /\bthinking\.type\.enabled|\bbudget_tokens\b|\bthinking\.type\b.{0,80}\badaptive\b/],
])

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
      // Roles always alternate here, so these can only mean the system role.
      /input should be 'user' or 'assistant'|roles must alternate/i,
    ],
  ],
  [
    'no_reasoning_effort',
    [
      /\breasoning[_.]?effort\b|\bthink value\b|\boutput_config\.effort\b|\beffort.? param/i,
      /\bthink(?:ing)?\b.{0,60}(?:not (?:supported|permitted|allowed|available)|unsupported|forbidden)/i,
      /n[o']t support.{0,30}\b(?:think(?:ing)?|reasoning)\b/i,
      /\bthinking\b.{0,40}(?:extra inputs|unexpected|unrecogni[sz]ed|unknown)/i,
      // The position is that of the parameter, which a rejection of a budget names too.
      /(?<=un(?:supported|known|recogni[sz]ed|expected).{0,60})\b(?:think|thinking|reasoning)\b/i,
    ],
  ],
  [
    'output_by_instruction',
    [
      /\bresponse_?format\b|\bjson_?schema\b|\boutput[_ ](?:config|format)\b|\btext\.format\b/i,
      /\bstructured outputs?\b|\bguided (?:json|decoding|grammar)|\bgrammar\b|\bjson mode\b/i,
      /\bunmarshal\b.{0,60}\bformat\b|\bformat\b.{0,60}(?:not (?:supported|permitted|allowed|valid)|unsupported|extra inputs|invalid)/i,
      /(?:invalid|unsupported|unknown|unrecogni[sz]ed|unexpected).{0,30}\bformat\b|\binvalid json schema\b/i,
    ],
  ],
  ['short_call_ids', [/\btool call id\b.{0,120}\blength of 9|\btool_call_id\b.{0,60}\bnine\b/i]],
  [
    'content_parts',
    [/content.{0,40}(?:is not an array|expected an array|valid list|must be an? (?:array|list))/i],
  ],
])

export interface AdjustmentMemory {
  of(model: string): ReadonlySet<Adjustment>
  remember(model: string, found: ReadonlySet<Adjustment>): void
}

export function adjustmentMemory(known: readonly Adjustment[] = []): AdjustmentMemory {
  const always = known.reduce(withAdjustment, new Set<Adjustment>())
  const models = new LRUCache<string, ReadonlySet<Adjustment>>({ max: MAX_MODELS })
  const of = (model: string) => models.get(model) ?? always
  return {
    of,
    remember(model, found) {
      const remembered = of(model)
      if (found === remembered) return
      const lasting = [...found].filter((one) => always.has(one) || !ofOneRequest.has(one))
      // Other calls may have remembered more since.
      const all = [...remembered, ...lasting].reduce(withAdjustment, new Set<Adjustment>())
      models.set(model, all)
    },
  }
}

export function withAdjustment(made: ReadonlySet<Adjustment>, more: Adjustment): Set<Adjustment> {
  const opposite = opposites.get(more)
  return new Set([...[...made].filter((one) => one !== opposite), more])
}

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
      // Messages name the rejected parameter before its accepted alternatives.
      .sort((a, b) => a.at - b.at)[0]
    if (found !== undefined) return found.adjustment
  }
  return undefined
}

function mention(adjustment: Adjustment, text: string): number {
  const matches = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(text))
  const parameter = parameters.get(adjustment)
  if (parameter !== undefined)
    return matches(unsupported) && !matches(outOfRange) ? text.search(parameter) : -1
  const positions = (statements.get(adjustment) ?? []).map((statement) => text.search(statement))
  return Math.min(...positions.map((position) => (position < 0 ? Number.POSITIVE_INFINITY : position)))
}
