import { anthropicProvider } from './anthropic.ts'
import { ollamaProvider } from './ollama.ts'
import { openaiProvider } from './openai.ts'

export const protocols = {
  openai: openaiProvider,
  anthropic: anthropicProvider,
  ollama: ollamaProvider,
} as const
