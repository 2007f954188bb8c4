import { hasMembers } from '../../is-object.ts'

/*
 * Phrases with which providers reject an image or document; there is no common code. A word for the media and
 * one for its rejection must occur in the same sentence. Model names such as llama-3.2-vision do not count.
 */
const media =
  /(?<![\w-])(?:images?|image_urls?|input_image|pictures?|vision|visual|vlm|multi-?modal|(?:input )?modalit(?:y|ies)|mmproj|pdfs?|documents?|file_data|media[ _]types?)(?![\w-])/i
const rejection =
  /(?<![\w-])(?:not|cannot|no|only|unable|fail(?:ed|s)?|invalid|unsupported|incompatible|corrupt(?:ed)?|exceeds?|too|maximum|max|at most|limit(?:ed)?|unknown|unexpected|expected)(?![\w-])|n't\b/i
/**
 * Messages of servers that accept content as a string only, where everything but the text was an image or
 * document.
 */
const plainOnly = /content must be a (?:non-empty )?string|input should be 'text'/i
/** Statuses that may reject media; 500 is llama.cpp's. */
const statuses = new Set([400, 404, 413, 415, 422, 500])

export function isMediaRejection(status: number, body: unknown): boolean {
  return statuses.has(status) && saysMediaRejected(body)
}

export function saysMediaRejected(said: unknown): boolean {
  return texts(said, 0).some(
    (text) =>
      plainOnly.test(text) ||
      text.split(/[.!?]\s|[\r\n]/).some((sentence) => media.test(sentence) && rejection.test(sentence)),
  )
}

function texts(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value.slice(0, 2_000)]
  if (depth > 4) return []
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((one) => texts(one, depth + 1))
  return hasMembers(value) ? Object.values(value).flatMap((one) => texts(one, depth + 1)) : []
}
