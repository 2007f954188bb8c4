import { stripVTControlCharacters } from 'node:util'
import { hasMembers } from '../../is-object.ts'
import type { ProviderRequest } from '../provider.ts'
import { parsedObject } from '../transport/json.ts'

/** Longest part of a text that is examined, and that is kept, in UTF-16 code units. */
const MAX_EXAMINED_LENGTH = 4_000
const MAX_KEPT_LENGTH = 300
/** Shortest sequence of characters, without whitespace, quotes and backslashes, that counts as an echo. */
const ECHO_LENGTH = 12
const SECRET_ECHO_LENGTH = 8
const REMOVED = '[removed]'

/** Shortest source that is matched as a whole word, being too short for such a sequence. */
const MIN_WORD_LENGTH = 4

/** Names of parameters, which are never redacted, even if a prompt contains them. */
const vocabulary = new Set([
  ...['max_tokens', 'max_completion_tokens', 'temperature', 'stream', 'stream_options', 'system', 'num_ctx'],
  ...['tool_choice', 'reasoning_effort', 'budget_tokens', 'response_format', 'json_schema', 'output_config'],
])

/** Words of tool definitions and JSON Schema, which reveal nothing about a request. */
const schemaWords = new Set([
  ...['name', 'description', 'parameters', '$schema', '$id', '$ref', '$defs', 'definitions', '$anchor'],
  ...['type', 'object', 'array', 'string', 'number', 'integer', 'boolean', 'null', 'enum', 'const', 'title'],
  ...['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'items'],
  ...['prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'minLength', 'maxLength', 'pattern'],
  ...['format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minProperties'],
  ...['maxProperties', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else', 'default', 'examples'],
  ...['dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems', 'strict'],
])
/** Maximum number of texts of one JSON value that are removed individually, not as part of the whole. */
const MAX_TEXTS = 1000

export function namesParameter(text: string): boolean {
  return [...vocabulary].some((name) => text.includes(name))
}

const keyLike = [
  /\bbearer\s+[^\s"',;]+/gi,
  /\bbasic\s+[\w+/]{16,}=*/gi,
  /\b(?:sk|pk|rk|gsk|xai|hf|nvapi|pplx|ghp)[-_][^\s"',;]+/gi,
  /(?<=:\/\/)[^\s/@]+(?=@)/g,
  /\b[0-9a-f]{16,}\b/gi,
]

/** Returns one line of at most 300 characters without secrets, likely keys, and parts of the request. */
export function redacted(
  text: string,
  { secrets, request }: { readonly secrets: readonly string[]; readonly request: ProviderRequest },
): string {
  const exact = secrets.reduce((rest, secret) => rest.replaceAll(secret, REMOVED), unescaped(text))
  const line = keyLike
    .reduce((rest, pattern) => rest.replaceAll(pattern, REMOVED), withoutEchoes(exact, request, secrets))
    .replaceAll(/[\w+/=-]{20,}/g, (word) => (looksRandom(word) ? REMOVED : word))
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return (line.length > MAX_KEPT_LENGTH ? `${line.slice(0, MAX_KEPT_LENGTH - 1)}…` : line).toWellFormed()
}

export function withoutEchoes(
  text: string,
  { system, messages, tools = [], outputSchema }: ProviderRequest,
  secrets: readonly string[] = [],
): string {
  const given = messages.flatMap(({ content, attachments = [], toolCalls = [], toolResults = [] }) => [
    content,
    ...attachments.flatMap((file) => (file.kind === 'text' ? [file.name, file.text] : [file.name])),
    ...toolCalls.flatMap((call) => [call.name, call.arguments, ...textsIn(parsedObject(call.arguments))]),
    ...toolResults.flatMap(({ content }) => [content, ...textsIn(parsedObject(content))]),
  ])
  for (const schema of [...tools, ...(outputSchema === undefined ? [] : [outputSchema])])
    given.push(JSON.stringify(schema), ...textsIn(schema))
  const start = unescaped(text)
  const isEcho = new Uint8Array(start.length)
  const sources = system === undefined ? given : [system, ...given]
  mark(isEcho, start, sources, ECHO_LENGTH)
  markWords(isEcho, start, sources)
  mark(isEcho, start, secrets, SECRET_ECHO_LENGTH)
  let rest = ''
  for (let from = 0; from < start.length; ) {
    let to = from + 1
    while (to < start.length && isEcho[to] === isEcho[from]) to += 1
    const run = start.slice(from, to)
    rest += isEcho[from] && !vocabulary.has(run.replaceAll(/^\W+|\W+$/g, '')) ? REMOVED : run
    from = to
  }
  return rest
}

/**
 * Returns the first texts and numbers in a JSON value, and the names of its members, except the words of JSON
 * Schema.
 */
function textsIn(value: unknown): string[] {
  const texts: string[] = []
  const waiting: unknown[] = [value]
  while (waiting.length > 0 && texts.length < MAX_TEXTS) {
    const one = waiting.pop()
    if (typeof one === 'number') texts.push(String(one))
    else if (typeof one === 'string' && !schemaWords.has(one)) texts.push(one)
    else if (hasMembers(one)) {
      const names = Array.isArray(one) ? [] : Object.keys(one)
      for (const inner of [...names, ...Object.values(one)].slice(0, MAX_TEXTS)) waiting.push(inner)
    }
  }
  return texts
}

function unescaped(text: string): string {
  return stripVTControlCharacters(text.slice(0, MAX_EXAMINED_LENGTH))
    .replaceAll(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\+[nrtbf]/g, ' ')
}

function markWords(marked: Uint8Array, text: string, sources: readonly string[]): void {
  for (const source of new Set(sources)) {
    const words = source.length > 4 * ECHO_LENGTH ? '' : source.trim()
    if (words.length < MIN_WORD_LENGTH || words.length > 2 * ECHO_LENGTH) continue
    for (let from = text.indexOf(words); from >= 0; from = text.indexOf(words, from + 1)) {
      const to = from + words.length
      const isPart = /[\p{L}\p{N}]/u.test(text.charAt(from - 1) + text.charAt(to))
      if (!isPart) marked.fill(1, from, to)
    }
  }
}

function mark(marked: Uint8Array, text: string, sources: readonly string[], length: number): void {
  const runs = new Map<number, [from: number, to: number][]>()
  eachRun(text, length, (hash, from, to) => {
    const same = runs.get(hash)
    if (same === undefined) runs.set(hash, [[from, to]])
    else same.push([from, to])
  })
  for (const source of sources) {
    eachRun(source, length, (hash) => {
      const found = runs.get(hash)
      if (found === undefined) return
      for (const [from, to] of found) marked.fill(1, from, to)
      runs.delete(hash)
    })
  }
}

const BASE = 0x01000193

/** Uses a rolling hash, because sources can have megabytes. */
function eachRun(
  text: string,
  length: number,
  found: (hash: number, from: number, to: number) => void,
): void {
  const codes = new Uint16Array(length)
  const places = new Uint32Array(length)
  let power = 1
  for (let index = 0; index < length; index++) power = Math.imul(power, BASE)
  let hash = 0
  let count = 0
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index)
    // Whitespace, control characters, quotes and backslashes are not counted: escaping and wrapping change
    // them.
    if (code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x5c || code === 0xa0) continue
    if (code >= 0x41 && code <= 0x5a) code += 0x20
    const slot = count % length
    hash = (Math.imul(hash, BASE) + code - Math.imul(codes[slot] ?? 0, power)) | 0
    codes[slot] = code
    places[slot] = index
    count += 1
    if (count >= length) found(hash, places[count % length] ?? 0, index + 1)
  }
}

/** Returns true for keys, hashes and base64; words and model names are short between separators. */
function looksRandom(word: string): boolean {
  const isMixed = (text: string) => /\d/.test(text) && /[a-z]/i.test(text)
  return (
    isMixed(word) &&
    (word.length >= 32 || word.split(/[-_/]/).some((one) => one.length >= 16 && isMixed(one)))
  )
}
