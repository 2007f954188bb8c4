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

export interface Setting<T> {
  readonly default: string | undefined
  readonly help: string
  readonly read: Read<T>
  /** Alternative name of the variable, which takes precedence. */
  readonly alias?: string
}

/** All settings. A test checks that README has a row for each. */
export const settings = {
  HOST: setting('127.0.0.1', 'Address to listen on.', text),
  PORT: setting('8000', 'Port to listen on.', integer(1, 65_535)),
  PUBLIC_URL: optional(
    'Public address of the server, including the path below which a proxy serves it. Default: ' +
      'http://HOST:PORT, or the host of each request if HOST is a wildcard such as 0.0.0.0.',
    publicUrl,
  ),
  CORS_ORIGINS: optional(
    'Other origins whose pages may call the API, comma-separated, such as https://app.example or ' +
      'tauri://localhost. Default: none.',
    origins,
  ),
  METRICS_PORT: optional(
    'Port on HOST that serves Prometheus metrics at /metrics. Default: no metrics.',
    integer(1, 65_535),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(
    'OpenTelemetry collector that receives traces over OTLP/HTTP. Default: no traces.',
    httpUrl,
  ),
  HEADER_TIMEOUT: setting(
    '15',
    'Maximum time to receive the headers of a request, in seconds.',
    integer(1, 3600),
  ),
  BODY_TIMEOUT: setting(
    '30',
    'Maximum time without progress of a request body, in seconds. Less than 10 kB in that time counts ' +
      'as no progress; the total time is not limited.',
    integer(1, 3600),
  ),
  IDLE_TIMEOUT: setting(
    '72',
    'Maximum time without a request on a connection, or without the client reading from a response, ' +
      'in seconds. Set it above the idle timeout of your proxy.',
    integer(1, 3600),
  ),
  DRAIN_DELAY: setting(
    '0',
    'Time between SIGTERM and the shutdown, in seconds, during which /readyz returns 503 and requests ' +
      'are still served. Other signals skip it.',
    integer(0, 3600),
  ),
  DATA_DIRECTORY: setting(
    '.data',
    'Directory of the embedded PostgreSQL, the generated JWT secret and the files.',
    text,
  ),
  DATABASE_URL: optional(
    'URL of a PostgreSQL database, version 15 or newer. Default: the embedded PostgreSQL.',
    postgresUrl,
  ),
  DATABASE_POOL_SIZE: setting(
    '10',
    'Maximum number of connections to the database; 2 is raised to 3. Of these, 2 (3 from a size of ' +
      '8) are reserved for leases, the event log, revocations and cancellations, and 1 for background ' +
      'jobs from a size of 5; one user may occupy half of the others.',
    integer(2, 1000),
  ),
  RETENTION_DAYS: setting(
    '0',
    'Days after which chats are deleted with everything in them, counted from the last change of the ' +
      'chat or a message in it, and runs without a chat, counted from their end. 0 keeps them.',
    integer(0, 36_500),
  ),
  DATABASE_STATEMENT_NAMES: setting(
    'on',
    'Set to off for poolers without support for prepared statements, such as PgBouncer before 1.21.',
    oneOf('on', 'off'),
  ),
  JWT_SECRET: optional(
    'Secret that signs tokens and URLs: 32 or more random characters, required with DATABASE_URL. Of ' +
      'several, comma-separated, the first signs and all verify. Default: generated once and kept in ' +
      'DATA_DIRECTORY.',
    secrets,
  ),
  ACCESS_TOKEN_LIFETIME: setting('300', 'Lifetime of an access token, in seconds.', integer(1, 86_400)),
  REFRESH_TOKEN_LIFETIME: setting(
    '1209600',
    'Lifetime of a refresh token, in seconds.',
    integer(1, 31_536_000),
  ),
  STORAGE_URL: optional(
    'Location of uploaded files: file:DIRECTORY or s3://bucket/prefix?endpoint=…&region=…. Default: ' +
      'DATA_DIRECTORY/files.',
    storageUrl,
  ),
  UPLOAD_LIMIT: setting('104857600', 'Maximum size of a file, in bytes.', integer(1, 1_099_511_627_776)),
  LINK_LIFETIME: setting('3600', 'Lifetime of a signed URL, in seconds.', integer(1, 604_800)),
  TRUST_PROXY: optional(
    'Trusted proxies, as comma-separated addresses and networks such as 10.0.0.2,fd12::/48. ' +
      'X-Forwarded-For, -Host and -Proto and X-Request-Id are accepted only from them.',
    proxyList,
  ),
  REDIS_URL: optional(
    'Redis server for request counts and signals that replicas share. Default: request counts are in ' +
      'PostgreSQL, and replicas poll it.',
    redisUrl,
  ),
  USER_RATE: setting(
    '3000',
    'Maximum number of requests per user and minute, also as a burst. As for every rate limit, 0 ' +
      'disables it.',
    count,
  ),
  ADDRESS_RATE: setting(
    '3000',
    'Maximum number of requests without a valid access token per address and minute.',
    count,
  ),
  SIGN_IN_RATE: setting(
    '300',
    'Maximum number of registrations and logins per address, refreshes per session, and password ' +
      'changes per user, each per minute.',
    count,
  ),
  ASK_RATE: setting('60', 'Maximum number of prompts per user and minute.', count),
  UPLOAD_RATE: setting('120', 'Maximum number of uploads per user and minute.', count),
  LOGIN_FAILURES: setting(
    '10',
    'Maximum number of failed logins to one account from one address in 15 minutes; ten times as many ' +
      'from one address to all accounts. 0 disables the limit.',
    count,
  ),
  QUOTA_STORED_BYTES: setting(
    '0',
    'Maximum total size of the files of a user, in bytes. As for every quota, 0 disables it.',
    integer(0, Number.MAX_SAFE_INTEGER),
  ),
  QUOTA_FILES: setting('0', 'Maximum number of files of a user, including external URLs.', count),
  QUOTA_ACTIVE_RUNS: setting('0', 'Maximum number of active runs of a user.', count),
  QUOTA_TOKENS_A_DAY: setting(
    '0',
    'Maximum number of tokens that a user may use per day (UTC). Active runs may exceed it.',
    integer(0, Number.MAX_SAFE_INTEGER),
  ),
  LLM_PROTOCOL: setting('openai', 'Protocol of the provider: openai, anthropic or ollama.', protocol),
  LLM_BASE_URL: optional(
    'URL before the path /chat/completions (openai), /messages (anthropic) or /api/chat (ollama) of ' +
      'the provider. Default: an offline stand-in that echoes prompts.',
    httpUrl,
  ),
  LLM_API_KEY: optional('API key of the provider.', text),
  LLM_MODEL: optional('Default model, required with LLM_BASE_URL.', text),
  LLM_MODELS: optional('Further models of the provider that users may choose, comma-separated.', list),
  LLM_ADJUSTMENTS: optional(
    'Changes to the requests that the protocol sends by default, comma-separated: ' +
      `${adjustments.join(', ')}. ` +
      'If a provider rejects a request and names the cause, the change is made without this setting.',
    adjustmentList,
  ),
  LLM_FALLBACK_PROTOCOL: setting(
    'openai',
    'Protocol of the fallback provider, which is called if the first provider fails.',
    protocol,
  ),
  LLM_FALLBACK_BASE_URL: optional('URL of the fallback provider. Default: no fallback.', httpUrl),
  LLM_FALLBACK_API_KEY: optional('API key of the fallback provider.', text),
  LLM_FALLBACK_MODEL: optional('Model of the fallback provider, required with LLM_FALLBACK_BASE_URL.', text),
  LLM_FALLBACK_ADJUSTMENTS: optional(
    'Adjustments of requests to the fallback provider, as in LLM_ADJUSTMENTS.',
    adjustmentList,
  ),
  LLM_TIMEOUT: setting(
    '600',
    'Maximum time for a complete answer, including retries and the fallback, in seconds.',
    integer(1, 86_400),
  ),
  LLM_FIRST_TOKEN_TIMEOUT: setting(
    '120',
    'Maximum time until the provider sends the first token, in seconds. Set it high for models that ' +
      'reason without sending their reasoning.',
    integer(1, 86_400),
  ),
  LLM_TOKEN_TIMEOUT: setting('60', 'Maximum pause within an answer, in seconds.', integer(1, 86_400)),
  LLM_CONTEXT_LIMIT: setting(
    '32768',
    'Maximum number of tokens sent to the model in one request, including the prompt and files. Four ' +
      'bytes count as one token.',
    integer(256, 10_000_000),
  ),
  LLM_DOCUMENTS: setting(
    'off',
    'Set to on to send PDFs to OpenAI or Anthropic as documents; off sends their text.',
    oneOf('on', 'off'),
  ),
  HTTPS_PROXY: {
    ...optional(
      'HTTP proxy for providers with an https URL, such as http://user:password@proxy.example:3128; ' +
        'never used for external URLs. The lower-case names of this and the next two settings take ' +
        'precedence.',
      proxyUrl,
    ),
    alias: 'https_proxy',
  },
  HTTP_PROXY: {
    ...optional(
      'HTTP proxy for providers with an http URL, and with an https URL unless HTTPS_PROXY is set.',
      proxyUrl,
    ),
    alias: 'http_proxy',
  },
  NO_PROXY: {
    ...optional(
      'Hosts of providers that are called without a proxy, comma-separated, such as ' +
        'localhost,10.0.0.5:11434,.example.org; * means all.',
      text,
    ),
    alias: 'no_proxy',
  },
  OUTSIDE_ALLOWED_PORTS: setting('80,443', 'Ports that may be used in external URLs of files.', portList),
  OUTSIDE_ALLOWED_NETWORKS: optional(
    'Private networks from which external URLs may be fetched, such as 10.1.0.0/16,fd12::/48. ' +
      'Default: public addresses only. Host names are resolved by DNS, not by /etc/hosts.',
    networkList,
  ),
  LOG_LEVEL: setting(
    'info',
    'Minimum level of log lines: fatal, error, warn, info, debug, trace or silent.',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  ),
} as const

function setting<T>(fallback: string, help: string, read: Read<T>): Setting<T> {
  return { default: fallback, help, read }
}

function optional<T>(help: string, read: Read<T>): Setting<T | undefined> {
  return { default: undefined, help, read }
}
