import t from 'tap'
import type { components } from '../../generated/api.ts'
import { filesIn } from '../support/files.ts'
import { boundary, encoded, type Form, form, type Part, rawForm } from '../support/form.ts'
import { signUp, testServer } from '../support/server.ts'

type Problem = components['schemas']['Problem']

const file: Part = { name: 'file', filename: 'a.txt', type: 'text/plain', content: 'some text' }
const large: Part = { ...file, content: Buffer.alloc(1_000_000, 'x') }
const field = (name: string, content: string): Part => ({ name, content })
const end = `--${boundary}--\r\n`
const withType = ({ body }: Form, type: string): Form => ({ body, headers: { 'content-type': type } })

const server = await testServer(t)
const { client } = await signUp(server)

t.test('an invalid form is refused with the name of its member and leaves nothing', async (t) => {
  for (const [what, sent, ...pointers] of [
    ['no part', form(), '/body/file'],
    ['no file', form(field('name', 'a.txt')), '/body/file'],
    ['a text instead of the file', form(field('file', 'some text')), '/body/file'],
    ['a text beside the file', form(field('file', 'some text'), file), '/body/file'],
    ['a text after the file', form(file, field('file', 'some text')), '/body/file'],
    ['two files', form(file, file), '/body/file'],
    ['two large files', form(large, large), '/body/file'],
    ['three files', form(file, file, file), '/body/file'],
    ['a file under another name', form({ ...file, name: 'upload' }), '/body/upload'],
    ['a large file under another name', form({ ...large, name: 'upload' }), '/body/upload'],
    ['a second one under another name', form(large, { ...large, name: 'upload' }), '/body/upload'],
    ['a file under a long name', form({ ...file, name: 'x'.repeat(2000) }), `/body/${'x'.repeat(200)}`],
    ['a file under a name with a slash', form({ ...file, name: '~/' }), '/body/~0~1'],
    ['an unknown field', form(file, field('colour', 'red')), '/body/colour'],
    ['two unknown fields', form(field('a', '1'), file, field('b', '2')), '/body/a', '/body/b'],
    ['a field twice', form(field('name', 'a'), file, field('name', 'b')), '/body/name'],
    ['a field named __proto__', form(file, field('__proto__', 'x')), '/body'],
    ['a field named constructor', form(field('constructor', 'x'), file), '/body'],
    ['a file named __proto__', form({ ...file, name: '__proto__' }), '/body'],
    ['too many fields', form(...'abcdefghijkl'.split('').map((n) => field(n, '')), file), '/body'],
    ['a part without a name', form(file, { content: 'x' }), '/body'],
    ['a file without a name', form({ filename: 'a.txt', content: 'x' }), '/body'],
    ['no filename', form({ name: 'file', type: 'application/octet-stream', content: 'x' }), '/body/name'],
    ['an empty filename', form({ ...file, filename: '' }), '/body/name'],
    ['a filename with NUL', form({ ...file, filename: 'a\0b' }), '/body/name'],
    ['a long filename', form({ ...file, filename: 'x'.repeat(300) }), '/body/name'],
    ['a filename with a tab', form({ ...file, filename: 'a\tb' }), '/body/name'],
    ['an empty name', form(field('name', ''), file), '/body/name'],
    ['a name with NUL', form(field('name', 'a\0b'), file), '/body/name'],
    ['a name with a line break', form(file, field('name', 'a\r\nb')), '/body/name'],
    ['a long name', form(field('name', 'x'.repeat(300)), file), '/body/name'],
    ['a path as a name', form(file, field('name', '../a.txt')), '/body/name'],
    ['a Windows path as a name', form(file, field('name', 'C:\\a.txt')), '/body/name'],
    ['a far too long field', form(field('name', 'x'.repeat(1_000_000)), file), '/body/name'],
    ['a far too long unknown field', form(file, field('colour', 'x'.repeat(1_000_000))), '/body/colour'],
    ['an invalid type', form(file, field('content_type', 'text')), '/body/content_type'],
    ['a type with a line break', form(file, field('content_type', 'a/b\r\nX: y')), '/body/content_type'],
    ['a long type', form(file, field('content_type', `a/${'b'.repeat(300)}`)), '/body/content_type'],
    ['a user that is not an id', form(file, field('user', '0x10')), '/body/user'],
    ['a user that is not an integer', form(field('user', '1.5'), file), '/body/user'],
    ['a user of zero', form(field('user', '0'), file), '/body/user'],
    [
      'a name as a JSON number',
      form(file, { ...field('name', '5'), type: 'application/json' }),
      '/body/name',
    ],
    [
      'a name as a JSON object',
      form(file, { ...field('name', '{}'), type: 'application/json' }),
      '/body/name',
    ],
    ['parts without a disposition', rawForm(`--${boundary}\r\nX: y\r\n\r\nx\r\n`, end), '/body/file'],
    ['invalid part headers', rawForm(`--${boundary}\r\nno header\r\n\r\nx\r\n`, end), '/body/file'],
    [
      'a part that is an attachment',
      rawForm(`--${boundary}\r\nContent-Disposition: attachment; name="file"\r\n\r\nx\r\n`, end),
      '/body/file',
    ],
    ['no body', { ...form(file), body: Buffer.alloc(0) }, '/body'],
  ] as const) {
    const answer = await client.post('/api/file/', sent)
    const { code, errors = [] } = answer.json<Problem>()
    t.strictSame([answer.status, code], [400, 'invalid_request'], what)
    t.strictSame(
      [...new Set(errors.map(({ pointer }) => pointer))].sort(),
      pointers,
      `${what}: the wrong members are named`,
    )
    t.strictSame(await filesIn(server.files), [], `${what}: no bytes are left`)
  }
  t.strictSame((await client.get('/api/file/')).json(), [], 'no row is left')
})

t.test('a malformed body is refused and leaves nothing', async (t) => {
  const whole = form(large)
  const cut = (bytes: number) => ({ ...whole, body: whole.body.subarray(0, bytes) })
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n`
  for (const [what, sent] of [
    ['no boundary', withType(whole, 'multipart/form-data')],
    ['an empty boundary', withType(whole, 'multipart/form-data; boundary=')],
    ['another boundary', withType(whole, 'multipart/form-data; boundary=another')],
    ['a body that ends within the file', cut(500_000)],
    ['a body that ends within the last boundary', cut(whole.body.length - 4)],
    ['a body that ends within the first boundary', cut(10)],
    ['a body that ends within the headers of a part', rawForm(encoded(large), opening)],
    ['an endless part header', rawForm(opening, `X: ${'y'.repeat(1_000_000)}`)],
    ['endless part headers', rawForm(encoded(large), opening, 'X: y\r\n'.repeat(100_000))],
    ['invalid JSON', form(file, { name: 'user', type: 'application/json', content: '{' })],
    ['text', rawForm('name=a.txt')],
  ] as const) {
    const answer = await client.post('/api/file/', sent)
    t.strictSame([answer.status, answer.json<Problem>().code], [400, 'malformed_body'], what)
    t.strictSame(await filesIn(server.files), [], `${what}: no bytes are left`)
  }
  t.strictSame((await client.get('/api/file/')).json(), [], 'no row is left')
})

t.test('an upload for another user is refused and leaves no bytes', async (t) => {
  const charles = await signUp(server)
  const user = field('user', String(charles.id))
  for (const parts of [
    [user, file],
    [file, user],
  ]) {
    const answer = await client.post('/api/file/', form(...parts))
    t.match(answer.json<Problem>(), {
      status: 403,
      code: 'user_mismatch',
      errors: [{ pointer: '/body/user' }],
    })
  }
  t.strictSame(await filesIn(server.files), [])
  for (const one of [client, charles.client]) t.strictSame((await one.get('/api/file/')).json(), [])
})
