import { anthropicProvider } from './anthropic.ts'
import { ollamaProvider } from './ollama.ts'
import { openaiProvider } from './openai.ts'

/** The wire protocols, by the names that settings have for them. */
export const protocols = {
  openai: openaiProvider,
  anthropic: anthropicProvider,
  ollama: ollamaProvider,
} as const
