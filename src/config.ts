import {
  adjustmentList,
  adjustments,
  count,
  httpUrl,
  integer,
  list,
  networkList,
  oneOf,
  origins,
  portList,
  postgresUrl,
  protocol,
  proxyList,
  proxyUrl,
  publicUrl,
  type Read,
  redisUrl,
  secrets,
  storageUrl,
  text,
} from './setting-readers.ts'

interface Setting<T> {
  readonly default: string | undefined
  readonly help: string
  readonly read: Read<T>
  /** Alternative name of the variable, which takes precedence. */
  readonly alias?: string
}

/** All settings. A test checks that README has a row for each. */
export const settings = {
  HOST: setting('127.0.0.1', 'The address to listen on.', text),
  PORT: setting('8000', 'The port to listen on.', integer(1, 65_535)),
  PUBLIC_URL: optional(
    'The address at which clients reach this server, with the path below which a proxy serves it, if any. Unless set, it is http://HOST:PORT, or where HOST stands for all addresses, such as 0.0.0.0, what the client has used.',
    publicUrl,
  ),
  CORS_ORIGINS: optional(
    'From which other origins a browser may call, such as https://app.example or tauri://localhost, separated by commas; from none unless set.',
    origins,
  ),
  METRICS_PORT: optional(
    'The port, at the same address, that serves /metrics for Prometheus; none does unless set.',
    integer(1, 65_535),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    'Where traces are sent to, by OpenTelemetry over HTTP; none are made unless set.',
    httpUrl,
  ),
  HEADER_TIMEOUT: setting(
    '15',
    'How long a client may take for the head of a request, from the connection or its first byte on, in seconds.',
    integer(1, 3600),
  ),
  BODY_TIMEOUT: setting(
    '30',
    'How long a body may stand still, in seconds, less than 10 kB counting as that; while it moves, it may take what it takes.',
    integer(1, 3600),
  ),
  IDLE_TIMEOUT: setting(
    '72',
    "How long a connection is kept without a request, or with an answer of which nothing is read, in seconds; longer than a proxy's own.",
    integer(1, 3600),
  ),
  DRAIN_DELAY: setting(
    '0',
    'How long to serve on after SIGTERM, with /readyz at 503, before the server closes, in seconds; other signals do not wait.',
    integer(0, 3600),
  ),
  DATA_DIRECTORY: setting(
    '.data',
    'Where the embedded PostgreSQL, the JWT secret and the files are kept.',
    text,
  ),
  DATABASE_URL: optional('A PostgreSQL from 15 on; the embedded one unless set.', postgresUrl),
  DATABASE_POOL_SIZE: setting(
    '10',
    'How many connections to the database there may be at once, three at least: two of them, three from 8 on, are kept for leases, the event log and revocations, and of the others one user has half at most.',
    integer(2, 1000),
  ),
  DATABASE_STATEMENT_NAMES: setting(
    'on',
    'off for poolers that cannot keep prepared statements, such as PgBouncer before 1.21.',
    oneOf('on', 'off'),
  ),
  JWT_SECRET: optional(
    'What tokens and links are signed with: 32 random characters or more; made once and kept unless set. Required beside DATABASE_URL. Of several, separated by commas, the first signs and all verify.',
    secrets,
  ),
  ACCESS_TOKEN_LIFETIME: setting('300', 'In seconds.', integer(1, 86_400)),
  REFRESH_TOKEN_LIFETIME: setting('1209600', 'In seconds.', integer(1, 31_536_000)),
  STORAGE_URL: optional(
    'Where the bytes of files are: file: and a directory, or s3://bucket/prefix?endpoint=…&region=…; DATA_DIRECTORY/files unless set.',
    storageUrl,
  ),
  UPLOAD_LIMIT: setting('104857600', 'How large a file may be, in bytes.', integer(1, 1_099_511_627_776)),
  LINK_LIFETIME: setting(
    '3600',
    'How long a signed link to a file is good, in seconds.',
    integer(1, 604_800),
  ),
  TRUST_PROXY: optional(
    'The proxies in front, as addresses and networks such as 10.0.0.2,fd12::/48: from them, and nobody else, X-Forwarded-For, -Host and -Proto and X-Request-Id are believed.',
    proxyList,
  ),
  REDIS_URL: optional(
    'A Redis for the counts that replicas share; they are in PostgreSQL unless set.',
    redisUrl,
  ),
  USER_RATE: setting(
    '3000',
    'How many requests a user may send a minute, and at once; 0: any number, for this and all other rates.',
    count,
  ),
  ADDRESS_RATE: setting(
    '3000',
    'The same for an address, of requests that come without a good access token.',
    count,
  ),
  SIGN_IN_RATE: setting(
    '300',
    'How often an address may register or log in a minute, a session be refreshed, and a user change the password.',
    count,
  ),
  ASK_RATE: setting('60', 'How often a user may ask the model a minute.', count),
  UPLOAD_RATE: setting('120', 'How many files a user may upload a minute.', count),
  LOGIN_FAILURES: setting(
    '10',
    'How many log-ins to an account may fail from one address in 15 minutes, and ten times as many from it to any; 0: any number.',
    count,
  ),
  QUOTA_STORED_BYTES: setting(
    '0',
    'How many bytes the files of a user may have in all; 0: any number, for this and all other quotas.',
    integer(0, Number.MAX_SAFE_INTEGER),
  ),
  QUOTA_FILES: setting('0', 'How many files a user may have, links among them.', count),
  QUOTA_ACTIVE_RUNS: setting('0', 'How many answers of the model a user may have under way.', count),
  QUOTA_TOKENS_A_DAY: setting(
    '0',
    'How many tokens a user may use on a day (UTC); the answers that are under way at the end may go beyond.',
    integer(0, Number.MAX_SAFE_INTEGER),
  ),
  LLM_PROTOCOL: setting('openai', 'What the provider speaks: openai, anthropic or ollama.', protocol),
  LLM_BASE_URL: optional(
    'Where the provider has its /chat/completions (openai), /messages (anthropic) or /api/chat (ollama); an offline stand-in answers unless set.',
    httpUrl,
  ),
  LLM_API_KEY: optional("The provider's key.", text),
  LLM_MODEL: optional('The model to ask for. Required beside LLM_BASE_URL.', text),
  LLM_MODELS: optional('Further models of the provider that users may ask for, separated by commas.', list),
  LLM_ADJUSTMENTS: optional(
    `How requests are to differ from how the protocol usually has them, separated by commas: ${adjustments.join(', ')}. What the provider asks for by rejecting a request is found out without it.`,
    adjustmentList,
  ),
  LLM_FALLBACK_PROTOCOL: setting(
    'openai',
    'What the provider speaks that takes over where the first one fails.',
    protocol,
  ),
  LLM_FALLBACK_BASE_URL: optional('Where that is; none takes over unless set.', httpUrl),
  LLM_FALLBACK_API_KEY: optional('Its key.', text),
  LLM_FALLBACK_MODEL: optional('The model to ask it for. Required beside LLM_FALLBACK_BASE_URL.', text),
  LLM_FALLBACK_ADJUSTMENTS: optional('The same as LLM_ADJUSTMENTS for it.', adjustmentList),
  LLM_TIMEOUT: setting(
    '600',
    'How long an answer may take in all, further attempts included, in seconds.',
    integer(1, 86_400),
  ),
  LLM_FIRST_TOKEN_TIMEOUT: setting(
    '120',
    'How long a provider may take to begin, in seconds. Models that think unseen need it long.',
    integer(1, 86_400),
  ),
  LLM_TOKEN_TIMEOUT: setting(
    '60',
    'How long a provider may pause in the middle of an answer, in seconds.',
    integer(1, 86_400),
  ),
  LLM_CONTEXT_LIMIT: setting(
    '32768',
    'How many tokens of a chat the model is given at most, prompt and files included; a token is taken for four bytes.',
    integer(256, 10_000_000),
  ),
  LLM_DOCUMENTS: setting(
    'off',
    'on: PDFs go to the model as they are, which OpenAI and Anthropic take; off: as the text in them.',
    oneOf('on', 'off'),
  ),
  HTTPS_PROXY: {
    ...optional(
      'The HTTP proxy on the way to a provider with an https URL, such as http://user:password@proxy.example:3128; never on the way to files elsewhere. https_proxy is read first, as with the next two.',
      proxyUrl,
    ),
    alias: 'https_proxy',
  },
  HTTP_PROXY: {
    ...optional('The same for http URLs, and for https URLs unless HTTPS_PROXY is set.', proxyUrl),
    alias: 'http_proxy',
  },
  NO_PROXY: {
    ...optional(
      'The hosts of providers that are connected to without a proxy, such as localhost,10.0.0.5:11434,.example.org, separated by commas; * is all of them.',
      text,
    ),
    alias: 'no_proxy',
  },
  OUTSIDE_ALLOWED_PORTS: setting(
    '80,443',
    'The ports from which files that users name elsewhere are fetched.',
    portList,
  ),
  OUTSIDE_ALLOWED_NETWORKS: optional(
    'Private networks from which they may be fetched too, such as 10.1.0.0/16,fd12::/48; else public addresses alone. Names are asked of the DNS, not of /etc/hosts.',
    networkList,
  ),
  LOG_LEVEL: setting(
    'info',
    'fatal, error, warn, info, debug, trace or silent.',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ),
} as const

type Settings = typeof settings
export type Config = { readonly [Name in keyof Settings]: ReturnType<Settings[Name]['read']> }

export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(['The settings are not right:', ...problems].join('\n  '))
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
    problems.push('METRICS_PORT must be another one than PORT: what it tells is not for everybody')
  }
  if (environment.DATABASE_URL && !environment.JWT_SECRET) {
    problems.push('JWT_SECRET is required where DATABASE_URL is set: replicas must share it')
  }
  if (environment.LLM_BASE_URL && !environment.LLM_MODEL) {
    problems.push('LLM_MODEL is required where LLM_BASE_URL is set')
  }
  if (environment.LLM_FALLBACK_BASE_URL && !environment.LLM_FALLBACK_MODEL) {
    problems.push('LLM_FALLBACK_MODEL is required where LLM_FALLBACK_BASE_URL is set')
  }
  if (environment.LLM_FALLBACK_BASE_URL && !environment.LLM_BASE_URL) {
    problems.push('LLM_BASE_URL is required where LLM_FALLBACK_BASE_URL is set')
  }
  const protocols = [
    environment.LLM_PROTOCOL,
    environment.LLM_FALLBACK_BASE_URL && environment.LLM_FALLBACK_PROTOCOL,
  ]
  if (environment.LLM_DOCUMENTS === 'on' && protocols.includes('ollama')) {
    problems.push('LLM_DOCUMENTS cannot be on with ollama, which takes no documents')
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function setting<T>(fallback: string, help: string, read: Read<T>): Setting<T> {
  return { default: fallback, help, read }
}

function optional<T>(help: string, read: Read<T>): Setting<T | undefined> {
  return { default: undefined, help, read }
}
