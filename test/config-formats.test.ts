/** Formats of settings with a syntax of their own. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'
import { adjustments } from '../src/models/adjustments.ts'
import { complaint, secrets } from './support/config.ts'

const [JWT_SECRET = ''] = secrets

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
