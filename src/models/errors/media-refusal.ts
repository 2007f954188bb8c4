import { isObject } from '../transport/json.ts'

/*
 * How providers say that they do not take a picture or document: no two of them have the same code for it.
 * Both a word for what was sent and one for its refusal must stand in one sentence. Names of models, such as
 * llama-3.2-vision, do not count.
 */
const media =
  /(?<![\w-])(?:images?|image_urls?|input_image|pictures?|vision|visual|vlm|multi-?modal|(?:input )?modalit(?:y|ies)|mmproj|pdfs?|documents?|file_data|media[ _]types?)(?![\w-])/i
const refusal =
  /(?<![\w-])(?:not|cannot|no|only|unable|fail(?:ed|s)?|invalid|unsupported|incompatible|corrupt(?:ed)?|exceeds?|too|maximum|max|at most|limit(?:ed)?|unknown|unexpected|expected)(?![\w-])|n't\b/i
/**
 * Of servers that take content as a string alone, where all that was not plain text was a picture or
 * document.
 */
const plainOnly = /content must be a (?:non-empty )?string|input should be 'text'/i
/** Statuses of which llama.cpp's is 500. */
const statuses = new Set([400, 404, 413, 415, 422, 500])

/** Whether an answer other than 2xx refuses pictures or documents. */
export function refusesMedia(status: number, body: unknown): boolean {
  return statuses.has(status) && saysMediaRefused(body)
}

/** Whether an error, or what an answer's body is, says so in its texts. */
export function saysMediaRefused(said: unknown): boolean {
  return texts(said, 0).some(
    (text) =>
      plainOnly.test(text) ||
      text.split(/[.!?]\s|[\r\n]/).some((sentence) => media.test(sentence) && refusal.test(sentence)),
  )
}

/**
 * The texts in a value: the message, wherever it stands, and what a gateway passes on of whoever is behind
 * it.
 */
function texts(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value.slice(0, 2_000)]
  if (depth > 4) return []
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((one) => texts(one, depth + 1))
  return isObject(value) ? Object.values(value).flatMap((one) => texts(one, depth + 1)) : []
}
