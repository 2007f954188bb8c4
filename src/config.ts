import { type Setting, settings } from './settings.ts'

type Settings = typeof settings
export type Config = { readonly [Name in keyof Settings]: ReturnType<Settings[Name]['read']> }

export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(['The settings are invalid; correct these and start again:', ...problems].join('\n  '))
    this.name = 'ConfigError'
  }
}

/**
 * Reads the settings. An empty variable counts as not set.
 *
 * @throws ConfigError that lists each invalid setting and the reason, but not its value
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const entries = Object.entries<Setting<unknown>>(settings).map(
    ([name, { default: fallback, read, alias = name }]) => {
      const given = environment[alias] || environment[name] || fallback
      try {
        return [name, given === undefined ? undefined : read(given)]
      } catch (error) {
        problems.push(`${name} ${error instanceof Error ? error.message : error}`)
        return [name, undefined]
      }
    },
  )
  const config: Config = Object.fromEntries(entries)
  // Otherwise an access token could outlive its session.
  if (config.REFRESH_TOKEN_LIFETIME < config.ACCESS_TOKEN_LIFETIME) {
    problems.push('REFRESH_TOKEN_LIFETIME must not be below ACCESS_TOKEN_LIFETIME')
  }
  if (config.METRICS_PORT !== undefined && config.METRICS_PORT === config.PORT) {
    problems.push('METRICS_PORT must differ from PORT, because metrics are not public')
  }
  if (environment.DATABASE_URL && !environment.JWT_SECRET) {
    problems.push('JWT_SECRET is required if DATABASE_URL is set, because replicas must share it')
  }
  if (environment.LLM_BASE_URL && !environment.LLM_MODEL) {
    problems.push('LLM_MODEL is required if LLM_BASE_URL is set')
  }
  if (environment.LLM_FALLBACK_BASE_URL && !environment.LLM_FALLBACK_MODEL) {
    problems.push('LLM_FALLBACK_MODEL is required if LLM_FALLBACK_BASE_URL is set')
  }
  if (environment.LLM_FALLBACK_BASE_URL && !environment.LLM_BASE_URL) {
    problems.push('LLM_BASE_URL is required if LLM_FALLBACK_BASE_URL is set')
  }
  const protocols = [
    environment.LLM_PROTOCOL,
    environment.LLM_FALLBACK_BASE_URL && environment.LLM_FALLBACK_PROTOCOL,
  ]
  if (environment.LLM_DOCUMENTS === 'on' && protocols.includes('ollama')) {
    problems.push('LLM_DOCUMENTS must be off with ollama, which accepts no documents')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}
