import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { ConfigError, readConfig } from '../src/config.ts'
import { adjustments } from '../src/models/adjustments.ts'
import { settings } from '../src/settings.ts'

/** Returns the error message of readConfig for an environment, or an empty string. */
function complaint(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

const names = Object.keys(settings)
/** Four valid secrets. */
const secrets = [1, 2, 3, 4].map(() => randomBytes(24).toString('base64url'))
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

t.test('PUBLIC_URL is normalised, and invalid URLs are refused', async (t) => {
  for (const [given, expected] of [
    ['https://chat.example/', 'https://chat.example'],
    ['HTTPS://Chat.Example:443/Parley/', 'https://chat.example/Parley'],
    ['https://chat.example/my parley', 'https://chat.example/my%20parley'],
    ['https://chat.example/a/../b', 'https://chat.example/b'],
    ['http:chat.example', 'http://chat.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://[FD12::1]:8080', 'http://[fd12::1]:8080'],
  ] as const)
    t.equal(readConfig({ PUBLIC_URL: given }).PUBLIC_URL, expected, given)
  for (const wrong of [
    'https://chat.example/?a=b',
    'https://chat.example/parley?',
    'https://chat.example/#top',
    'https://ada:hunter2@chat.example',
    'https://ada@chat.example/parley',
    'https://chat.example//parley',
    'https://chat.example/a//b',
    'chat.example',
    'ftp://chat.example',
  ]) {
    t.match(complaint({ PUBLIC_URL: wrong }), /PUBLIC_URL must (be|have)/, wrong)
    t.notMatch(complaint({ PUBLIC_URL: wrong }), 'hunter2')
  }
})

t.test('each secret must be long, random and no example', async (t) => {
  t.equal(complaint({ JWT_SECRET: secrets.join(',') }), '')
  for (const short of ['x', JWT_SECRET.slice(1), `${JWT_SECRET},`, `${JWT_SECRET},,${JWT_SECRET}`])
    t.match(complaint({ JWT_SECRET: short }), /JWT_SECRET must have 32 characters or more/, short)
  const placeholders = [
    'x'.repeat(64),
    'abcabcabcabcabcabcabcabcabcabcabcabc',
    'change-me-change-me-change-me-change-me',
    'please_CHANGEME_to_something_else_please',
    'your-256-bit-secret-goes-here-and-not-this',
    'a-string-secret-at-least-256-bits-long',
    'my-super-secret-jwt-signing-key-0123456789',
    'replace this with a long random string',
    'this is the default secret of the program',
    'an example that must not be used for signing',
  ]
  for (const one of placeholders) {
    t.match(complaint({ JWT_SECRET: one }), /JWT_SECRET must be random, not a placeholder/, one)
    t.match(complaint({ JWT_SECRET: `${JWT_SECRET},${one}` }), /JWT_SECRET must be random/, one)
  }
})

t.test('CORS_ORIGINS accepts origins as browsers send them, and no wildcards', async (t) => {
  for (const good of [
    ...['https://app.example', 'http://127.0.0.1:3000,https://xn--bcher-kva.example', 'http://[::1]:3000'],
    ...['tauri://localhost', 'http://tauri.localhost', 'https://tauri.localhost', 'capacitor://localhost'],
    ...['ionic://localhost', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', 'app://obsidian.md'],
    ...['moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc', 'vscode-webview://0i3h2q7cb2ok', 'app://-'],
    ...['safari-web-extension://FD2D3D53-8D1C-4A8A-8D8E-0DF2B8E1C1A5', 'com.example.app://localhost:8080'],
  ])
    t.equal(complaint({ CORS_ORIGINS: good }), '', good)
  const wrong = [
    ...[
      '*',
      'null',
      'https://*.example',
      'https://app.example/',
      'https://app.example:443',
      'HTTPS://app.example',
    ],
    ...['app.example', 'https://ada@app.example', 'file://', 'https://a.example,'],
    ...['tauri://*', 'tauri://localhost/', 'tauri://localhost/path', 'tauri://', 'tauri:localhost', 'tauri'],
    ...['TAURI://localhost', 'tauri://ada@localhost', 'tauri://localhost?x', 'tauri://localhost#x', '://x'],
    ...[
      'tauri://localhost:',
      'chrome-extension://*',
      'moz-extension://',
      'tauri:///localhost',
      'tauri://a b',
    ],
    ...[
      'file://localhost',
      'data://x',
      'ws://app.example',
      'wss://app.example',
      'javascript://x',
      'blob://x',
    ],
  ]
  for (const bad of wrong)
    t.match(complaint({ CORS_ORIGINS: bad }), /CORS_ORIGINS must be comma-separated origins/, bad)
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

t.test('STORAGE_URL is a directory or a bucket', async (t) => {
  const elsewhere = { endpoint: undefined, region: undefined }
  for (const [given, read] of [
    ['file:files', { directory: 'files' }],
    ['file:///srv/files', { directory: '///srv/files' }],
    ['s3://bucket', { bucket: 'bucket', prefix: '', ...elsewhere }],
    ['s3://my.bucket_1/', { bucket: 'my.bucket_1', prefix: '', ...elsewhere }],
    ['s3://bucket/a', { bucket: 'bucket', prefix: 'a/', ...elsewhere }],
    [
      's3://bucket/a/b//?region=eu-west-1',
      { bucket: 'bucket', prefix: 'a/b/', ...elsewhere, region: 'eu-west-1' },
    ],
    [
      's3://bucket?endpoint=https://s3.example:9000/',
      { bucket: 'bucket', prefix: '', endpoint: 'https://s3.example:9000', region: 'us-east-1' },
    ],
    [
      's3://bucket?endpoint=http%3A%2F%2F127.0.0.1&region=garage',
      { bucket: 'bucket', prefix: '', endpoint: 'http://127.0.0.1', region: 'garage' },
    ],
  ] as const) {
    t.strictSame(readConfig({ STORAGE_URL: given }).STORAGE_URL, read, given)
  }
  for (const bad of [
    'file:',
    'files',
    's3:bucket',
    's3://',
    's3:///bucket',
    's3://ab',
    's3://bucket:9000',
    's3://key@bucket',
    's3://key:secret@bucket',
    's3://bucket#part',
    's3://bucket/a b',
    's3://bucket?Endpoint=http://a.example',
    's3://bucket?access_key=a',
    's3://bucket?endpoint=a.example',
    's3://bucket?endpoint=ftp://a.example',
    's4://bucket',
    'https://bucket.example',
  ]) {
    t.match(complaint({ STORAGE_URL: bad }), /STORAGE_URL must /, bad)
    t.notMatch(complaint({ STORAGE_URL: bad }), 'secret', bad)
  }
})

t.test('OUTSIDE_ALLOWED_NETWORKS accepts networks only', async (t) => {
  for (const good of ['10.0.0.0/8', '127.0.0.1/32', 'fd00::/8', '::1/128,10.0.0.0/8', '0.0.0.0/0'])
    t.equal(complaint({ OUTSIDE_ALLOWED_NETWORKS: good }), '', good)
  for (const bad of ['10/8', '10.0.0.0/33', '0x7f.1/8', '10.0.0.0/8;', ',', 'localhost', 'fd00::/129', '*'])
    t.match(
      complaint({ OUTSIDE_ALLOWED_NETWORKS: bad }),
      /OUTSIDE_ALLOWED_NETWORKS must be comma-separated networks/,
      bad,
    )
})

t.test('TRUST_PROXY accepts addresses and networks, and no word for all', async (t) => {
  for (const good of ['10.0.0.2', '::1', '10.0.0.0/8, fd12::/48'])
    t.equal(complaint({ TRUST_PROXY: good }), '', good)
  for (const bad of ['true', '1', 'loopback', '*', '10.0.0.2,', '10.0.0.0/33', '10.0.0.2/', 'proxy.example'])
    t.match(
      complaint({ TRUST_PROXY: bad }),
      /TRUST_PROXY must be comma-separated addresses and networks/,
      bad,
    )
})

t.test('a refresh token must not expire before its access token', async (t) => {
  t.match(
    complaint({ ACCESS_TOKEN_LIFETIME: '600', REFRESH_TOKEN_LIFETIME: '599' }),
    'REFRESH_TOKEN_LIFETIME must not be below ACCESS_TOKEN_LIFETIME',
  )
  t.equal(complaint({ ACCESS_TOKEN_LIFETIME: '600', REFRESH_TOKEN_LIFETIME: '600' }), '')
})

t.test('LLM_ADJUSTMENTS accepts the adjustments of the code and the contract', async (t) => {
  t.strictSame(readConfig({ LLM_ADJUSTMENTS: adjustments.join() }).LLM_ADJUSTMENTS, adjustments)
  for (const bad of ['none', 'no_temperature,', 'no_temperature no_stream', 'NO_STREAM']) {
    const message = complaint({ LLM_ADJUSTMENTS: bad })
    t.match(message, `LLM_ADJUSTMENTS must be one of ${adjustments.join(', ')}`, bad)
  }
  const contract = parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8'))
  const [known] = contract.components.schemas.Adjustment.anyOf
  t.strictSame(known.enum.toSorted(), adjustments.toSorted())
})

t.test('proxy variables have the usual names, of which the lower-case one takes precedence', async (t) => {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const) {
    const lower = name.toLowerCase()
    t.equal(readConfig({ [lower]: 'http://a.example' })[name], 'http://a.example')
    t.equal(readConfig({ [lower]: 'http://a.example', [name]: 'http://b.example' })[name], 'http://a.example')
    t.equal(readConfig({ [lower]: '', [name]: 'http://b.example' })[name], 'http://b.example')
  }
  for (const good of [
    'http://proxy.example',
    'https://ada:hunter2@proxy.example:8443/',
    'proxy',
    '[::1]:3128',
  ])
    t.equal(complaint({ HTTP_PROXY: good }), '', good)
  for (const bad of ['socks5://proxy.example', 'ftp://proxy', 'http://', 'http://proxy:port'])
    t.match(complaint({ HTTPS_PROXY: bad }), /HTTPS_PROXY must be the http or https URL of a proxy/, bad)
})
