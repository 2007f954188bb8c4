/** Messages of providers that repeat the secrets and the texts of a request. */
import type { ProviderRequest } from '../../../src/models/provider.ts'

export const key = 'sk-top-secret'
export const password = 'hunter2hunter2'
export const prompt = 'Why did my grandmother Edna leave\nfor "Bristol" in 1931?'
export const system = 'You are Newcomen. Never mention the pension of £12.'
const earlier = 'The neighbours called her a Luddite behind her back.'
export const file = 'name,amount\nEdna Blythe,£120.50\nWilfred Blythe,£98.00'
const picture = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7919) % 251))
export const request: ProviderRequest = {
  system,
  messages: [
    { role: 'user', content: earlier },
    { role: 'assistant', content: 'Indeed they did, and worse.' },
    {
      role: 'user',
      content: prompt,
      attachments: [
        {
          kind: 'text',
          name: 'edna-blythe-will.csv',
          content_type: 'text/csv',
          size: file.length,
          text: file,
        },
        { kind: 'image', name: 'x.png', content_type: 'image/png', size: 300, bytes: picture },
      ],
    },
  ],
}
export const secrets = [key, password]
const base64 = picture.toString('base64')

/** Fragments that would identify confidential text. */
export const confidential = [
  ...[key, 'top-secret', password, 'hunter2', base64.slice(0, 24), base64.slice(-24)],
  ...['grandmother', 'Edna', 'Bristol', 'Newcomen', 'pension', 'neighbours', 'Luddite', 'Blythe', '120.50'],
]

const json = (text: string) => JSON.stringify(text)
export const python = (text: string) => `'${text.replaceAll('\n', '\\n').replaceAll("'", "\\'")}'`
const ascii = (text: string) =>
  json(text).replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Provider messages, and the part of each that is worth logging. */
export const echoes: [what: string, message: string, kept: RegExp][] = [
  [
    'a key',
    `Incorrect API key provided: ${key}. You can find it.`,
    /^Incorrect API key provided: \[removed\]/,
  ],
  [
    'a masked key',
    'Incorrect API key provided: sk-abc12****wxyz.',
    /^Incorrect API key provided: \[removed\]/,
  ],
  ['the header', `Bad header: Authorization: Bearer ${key}`, /^Bad header: Authorization: \[removed\]$/],
  ['another key', 'Key gsk_9aZ and hf_abcdEFGH and xai-12 leaked', /^Key \[removed\] and \[removed\] and/],
  [
    'a JWT',
    'Token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVP expired',
    /^Token \S+ expired$/,
  ],
  [
    'an id',
    'No quota in org-AbCdEf123456GhIjKl or proj_0a1b2c3d4e5f6g7h',
    /^No quota in \[removed\] or \[removed\]$/,
  ],
  ['Basic', 'Got Authorization: Basic am9lOmh1bnRlcjJodW50ZXIy', /^Got Authorization: \[removed\]$/],
  ['a hash', 'Org 0123456789abcdef0123456789abcdef is over its limit', /^Org \[removed\] is over its limit$/],
  [
    'credentials',
    `No route to http://ada:${password}@proxy.example`,
    /^No route to http:\/\/\[removed\]@proxy/,
  ],
  ['half a password', `Bad password: ${password.slice(0, 9)}`, /^Bad password: /],
  ['the prompt', `Refused: ${prompt}`, /^Refused: \[removed\]/],
  ['the prompt in other capitals', `Refused: ${prompt.toUpperCase()}`, /^Refused: \[removed\]/],
  ['the prompt as JSON', `Refused: ${json(prompt)} is not allowed`, /^Refused: .*is not allowed$/],
  ['the prompt as JSON in JSON', `Refused: ${json(json(prompt))}`, /^Refused: /],
  ['the prompt as Python', `Refused: {'role': 'user', 'content': ${python(prompt)}}`, /^Refused: /],
  ['the prompt in ASCII', `Refused: ${ascii(prompt)}`, /^Refused: /],
  ['part of the prompt', `Unsafe: "grandmother Edna leave" is unsafe`, /^Unsafe: .* is unsafe$/],
  ['the prompt on other lines', `Refused: ${prompt.replaceAll(' ', '\n')}`, /^Refused: /],
  ['the instructions', `System prompt "${system}" is too odd`, /^System prompt .* is too odd$/],
  ['an earlier message', `In message 0: ${earlier}`, /^In message 0: /],
  ['a file', `Cannot read: ${file}`, /^Cannot read: /],
  ["a file's lines", `Line 2: Edna Blythe,£120.50`, /^Line 2: /],
  ["a file's name", 'Bad file: edna-blythe-will.csv', /^Bad file: /],
  ['an image', `Bad url: data:image/png;base64,${base64}`, /^Bad url: data:image\/png;base64,\[removed\]/],
  ['everything at once', `${key} ${system} ${json(prompt)} ${file} ${base64}`, /removed/],
]
