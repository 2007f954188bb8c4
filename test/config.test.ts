import { readFileSync } from 'node:fs'
import t from 'tap'
import { readConfig } from '../src/config.ts'
import { settings } from '../src/settings.ts'
import { complaint, secrets } from './support/config.ts'

const names = Object.keys(settings)
const [JWT_SECRET = ''] = secrets

t.test('every setting has its default', async (t) => {
  const expected = {
    HOST: '127.0.0.1',
    PORT: 8000,
    PUBLIC_URL: undefined,
    CORS_ORIGINS: undefined,
    METRICS_PORT: undefined,
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    HEADER_TIMEOUT: 15,
    BODY_TIMEOUT: 30,
    IDLE_TIMEOUT: 72,
    DRAIN_DELAY: 0,
    DATA_DIRECTORY: '.data',
    DATABASE_URL: undefined,
    DATABASE_POOL_SIZE: 10,
    RETENTION_DAYS: 0,
    DATABASE_STATEMENT_NAMES: 'on',
    JWT_SECRET: undefined,
    ACCESS_TOKEN_LIFETIME: 300,
    REFRESH_TOKEN_LIFETIME: 1_209_600,
    STORAGE_URL: undefined,
    UPLOAD_LIMIT: 104_857_600,
    LINK_LIFETIME: 3600,
    TRUST_PROXY: undefined,
    REDIS_URL: undefined,
    USER_RATE: 3000,
    ADDRESS_RATE: 3000,
    SIGN_IN_RATE: 300,
    ASK_RATE: 60,
    UPLOAD_RATE: 120,
    LOGIN_FAILURES: 10,
    QUOTA_STORED_BYTES: 0,
    QUOTA_FILES: 0,
    QUOTA_ACTIVE_RUNS: 0,
    QUOTA_TOKENS_A_DAY: 0,
    LLM_PROTOCOL: 'openai',
    LLM_BASE_URL: undefined,
    LLM_API_KEY: undefined,
    LLM_MODEL: undefined,
    LLM_MODELS: undefined,
    LLM_ADJUSTMENTS: undefined,
    LLM_FALLBACK_PROTOCOL: 'openai',
    LLM_FALLBACK_BASE_URL: undefined,
    LLM_FALLBACK_API_KEY: undefined,
    LLM_FALLBACK_MODEL: undefined,
    LLM_FALLBACK_ADJUSTMENTS: undefined,
    LLM_TIMEOUT: 600,
    LLM_FIRST_TOKEN_TIMEOUT: 120,
    LLM_TOKEN_TIMEOUT: 60,
    LLM_CONTEXT_LIMIT: 32768,
    LLM_DOCUMENTS: 'off',
    HTTPS_PROXY: undefined,
    HTTP_PROXY: undefined,
    NO_PROXY: undefined,
    OUTSIDE_ALLOWED_PORTS: [80, 443],
    OUTSIDE_ALLOWED_NETWORKS: undefined,
    LOG_LEVEL: 'info',
  }
  t.same(readConfig({}), expected)
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  t.same(readConfig({ ...empty, UNRELATED: 'x' }), expected, 'an empty variable counts as not set')
})

t.test('every setting is read from the environment', async (t) => {
  const environment = {
    HOST: '::1',
    PORT: '443',
    PUBLIC_URL: 'https://chat.example/parley//',
    CORS_ORIGINS: 'https://app.example, http://localhost:5173',
    METRICS_PORT: '9090',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318/',
    DATABASE_URL: 'postgresql://parley@db.example/parley',
    DATABASE_STATEMENT_NAMES: 'off',
    JWT_SECRET: `${secrets[0]}, ${secrets[1]}`,
    STORAGE_URL: 'file:/srv/files',
    UPLOAD_LIMIT: '1099511627776',
    TRUST_PROXY: '10.0.0.2, fd12::/48, ::1',
    REDIS_URL: 'rediss://cache.example:6380/1',
    USER_RATE: '0',
    LLM_BASE_URL: 'http://127.0.0.1:11434/v1/',
    LLM_MODEL: 'a model',
    LLM_MODELS: 'another, a third',
    LLM_ADJUSTMENTS: 'no_temperature, max_completion_tokens',
    HTTPS_PROXY: 'proxy.example:3128',
    NO_PROXY: 'localhost,.example',
    OUTSIDE_ALLOWED_PORTS: '443, 8443',
    OUTSIDE_ALLOWED_NETWORKS: '10.1.0.0/16, fd12::/48',
    LOG_LEVEL: 'silent',
  }
  t.match(readConfig(environment), {
    ...environment,
    STORAGE_URL: { directory: '/srv/files' },
    OUTSIDE_ALLOWED_PORTS: [443, 8443],
    OUTSIDE_ALLOWED_NETWORKS: ['10.1.0.0/16', 'fd12::/48'],
    PORT: 443,
    PUBLIC_URL: 'https://chat.example/parley',
    CORS_ORIGINS: ['https://app.example', 'http://localhost:5173'],
    METRICS_PORT: 9090,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318',
    JWT_SECRET: secrets.slice(0, 2),
    UPLOAD_LIMIT: 1_099_511_627_776,
    TRUST_PROXY: ['10.0.0.2', 'fd12::/48', '::1'],
    USER_RATE: 0,
    LLM_BASE_URL: 'http://127.0.0.1:11434/v1',
    LLM_MODELS: ['another', 'a third'],
    LLM_ADJUSTMENTS: ['no_temperature', 'max_completion_tokens'],
    HTTPS_PROXY: 'http://proxy.example:3128',
  })
})

t.test('all invalid settings are reported at once without their values', async (t) => {
  const wrong = {
    PORT: '70001',
    PUBLIC_URL: 'javascript:alert(1)',
    CORS_ORIGINS: 'https://app.example/path',
    METRICS_PORT: '65536',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://collector.example',
    DATABASE_URL: 'mysql://parley:hunter2@db.example',
    DATABASE_POOL_SIZE: '1.5',
    RETENTION_DAYS: '-1',
    DATABASE_STATEMENT_NAMES: 'maybe',
    JWT_SECRET: 'opensesame',
    ACCESS_TOKEN_LIFETIME: '86401',
    REFRESH_TOKEN_LIFETIME: '2 weeks',
    STORAGE_URL: 's3://ada:hunter2@bucket',
    UPLOAD_LIMIT: '-1',
    LINK_LIFETIME: '1e3',
    TRUST_PROXY: 'true',
    REDIS_URL: 'http://cache.example',
    USER_RATE: '-5',
    QUOTA_FILES: 'many',
    LLM_BASE_URL: 'example.org:secretly',
    LLM_PROTOCOL: 'OpenAI',
    LLM_MODELS: 'a,,b',
    LLM_TIMEOUT: '0x10',
    LLM_FIRST_TOKEN_TIMEOUT: '1e2',
    LLM_TOKEN_TIMEOUT: '0x3c',
    LLM_ADJUSTMENTS: 'no_temprature',
    LLM_FALLBACK_ADJUSTMENTS: 'max-tokens',
    HTTP_PROXY: 'socks5://ada:hunter2@proxy.example',
    LLM_DOCUMENTS: 'sometimes',
    OUTSIDE_ALLOWED_PORTS: '80,eighty',
    OUTSIDE_ALLOWED_NETWORKS: '10.0.0.0',
    LOG_LEVEL: 'loud',
  }
  const lines = complaint(wrong).split('\n')
  t.equal(
    lines.length,
    1 + Object.keys(wrong).length + 1,
    'one line for each, and one for the missing LLM_MODEL',
  )
  for (const [name, value] of Object.entries(wrong)) {
    t.equal(lines.filter((line) => line.startsWith(`  ${name} `)).length, 1, name)
    t.notOk(
      lines.some((line) => line.includes(value)),
      `the value of ${name}`,
    )
  }
  t.notMatch(lines.join(), /hunter2|sesame|secretly/)
})

t.test('numbers have bounds and one notation', async (t) => {
  for (const good of ['1', '65535']) t.equal(complaint({ PORT: good }), '', good)
  for (const bad of [
    '0',
    '-1',
    '65536',
    '80.0',
    ' 80',
    '80 ',
    '+80',
    '0x50',
    '8e1',
    '٨٠',
    'http',
    '9'.repeat(400),
  ]) {
    t.match(complaint({ PORT: bad }), /PORT must be a whole number from 1 to 65535/, bad.slice(0, 10))
  }
})

t.test('settings that need each other are required together', async (t) => {
  const DATABASE_URL = 'postgres://db.example/parley'
  t.match(complaint({ DATABASE_URL }), /JWT_SECRET is required if DATABASE_URL is set/)
  t.equal(complaint({ DATABASE_URL, JWT_SECRET }), '')
  t.match(complaint({ LLM_BASE_URL: 'http://llm.example' }), /LLM_MODEL is required if LLM_BASE_URL is set/)
  const LLM_FALLBACK_BASE_URL = 'http://llm.example'
  t.match(
    complaint({ LLM_FALLBACK_BASE_URL }),
    /LLM_FALLBACK_MODEL is required if LLM_FALLBACK_BASE_URL is set/,
  )
  t.match(complaint({ LLM_FALLBACK_BASE_URL }), /LLM_BASE_URL is required if LLM_FALLBACK_BASE_URL is set/)
  for (const ollama of [
    { LLM_PROTOCOL: 'ollama' },
    {
      LLM_BASE_URL: 'http://a.example',
      LLM_MODEL: 'a',
      LLM_FALLBACK_BASE_URL: 'http://b.example',
      LLM_FALLBACK_MODEL: 'b',
      LLM_FALLBACK_PROTOCOL: 'ollama',
    },
  ]) {
    t.match(complaint({ LLM_DOCUMENTS: 'on', ...ollama }), /LLM_DOCUMENTS must be off with ollama/)
    t.equal(complaint({ LLM_DOCUMENTS: 'off', ...ollama }), '')
  }
  t.match(complaint({ METRICS_PORT: '8000' }), /METRICS_PORT must differ from PORT/)
})

t.test('the README has a row for each setting, with its default', async (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').split('\n')
  for (const [name, { default: fallback, help }] of Object.entries(settings)) {
    const [line = ''] = readme.filter((line) => line.startsWith(`| \`${name}\` |`))
    t.ok(help.length > 0 && line.length > 0, name)
    t.equal(
      line.split('|')[2]?.trim(),
      fallback === undefined ? '' : `\`${fallback}\``,
      `the default of ${name}`,
    )
  }
})

t.test('a refresh token must not expire before its access token', async (t) => {
  t.match(
    complaint({ ACCESS_TOKEN_LIFETIME: '600', REFRESH_TOKEN_LIFETIME: '599' }),
    'REFRESH_TOKEN_LIFETIME must not be below ACCESS_TOKEN_LIFETIME',
  )
  t.equal(complaint({ ACCESS_TOKEN_LIFETIME: '600', REFRESH_TOKEN_LIFETIME: '600' }), '')
})
