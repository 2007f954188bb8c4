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

t.test('a form that does not fit is refused, the member named, and nothing of it is left', async (t) => {
  for (const [what, sent, ...pointers] of [
    ['no part at all', form(), '/body/file'],
    ['no file', form(field('name', 'a.txt')), '/body/file'],
    ['a text in place of the file', form(field('file', 'some text')), '/body/file'],
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
    ['a field that is not known', form(file, field('colour', 'red')), '/body/colour'],
    ['two that are not known', form(field('a', '1'), file, field('b', '2')), '/body/a', '/body/b'],
    ['a field twice', form(field('name', 'a'), file, field('name', 'b')), '/body/name'],
    ['a field named as objects have one', form(file, field('__proto__', 'x')), '/body'],
    ['another one', form(field('constructor', 'x'), file), '/body'],
    ['a file named so', form({ ...file, name: '__proto__' }), '/body'],
    [
      'more fields than there can be',
      form(...'abcdefghijkl'.split('').map((n) => field(n, '')), file),
      '/body',
    ],
    ['a part without a name', form(file, { content: 'x' }), '/body'],
    ['a file without a name', form({ filename: 'a.txt', content: 'x' }), '/body'],
    [
      'no name for the file',
      form({ name: 'file', type: 'application/octet-stream', content: 'x' }),
      '/body/name',
    ],
    ['an empty name with the bytes', form({ ...file, filename: '' }), '/body/name'],
    ['a name with NUL with the bytes', form({ ...file, filename: 'a\0b' }), '/body/name'],
    ['a long name with the bytes', form({ ...file, filename: 'x'.repeat(300) }), '/body/name'],
    ['a name with a tab with the bytes', form({ ...file, filename: 'a\tb' }), '/body/name'],
    ['an empty name', form(field('name', ''), file), '/body/name'],
    ['a name with NUL', form(field('name', 'a\0b'), file), '/body/name'],
    ['a name with a line break', form(file, field('name', 'a\r\nb')), '/body/name'],
    ['a long name', form(field('name', 'x'.repeat(300)), file), '/body/name'],
    ['a path for a name', form(file, field('name', '../a.txt')), '/body/name'],
    ["a path of Windows' for a name", form(file, field('name', 'C:\\a.txt')), '/body/name'],
    ['a field far too long', form(field('name', 'x'.repeat(1_000_000)), file), '/body/name'],
    ['an unknown field far too long', form(file, field('colour', 'x'.repeat(1_000_000))), '/body/colour'],
    ['a type that is none', form(file, field('content_type', 'text')), '/body/content_type'],
    ['a type with a line break', form(file, field('content_type', 'a/b\r\nX: y')), '/body/content_type'],
    ['a long type', form(file, field('content_type', `a/${'b'.repeat(300)}`)), '/body/content_type'],
    ['a user that is no id', form(file, field('user', '0x10')), '/body/user'],
    ['a user that is no integer', form(field('user', '1.5'), file), '/body/user'],
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
    ['parts that are no form data', rawForm(`--${boundary}\r\nX: y\r\n\r\nx\r\n`, end), '/body/file'],
    ['part headers that are none', rawForm(`--${boundary}\r\nno header\r\n\r\nx\r\n`, end), '/body/file'],
    [
      'a part that is attached',
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
      `${what}: names what is wrong`,
    )
    t.strictSame(await filesIn(server.files), [], `${what}: leaves no byte`)
  }
  t.strictSame((await client.get('/api/file/')).json(), [], 'and no row')
})

t.test('a body that is no form data is refused as such, and nothing of it is left', async (t) => {
  const whole = form(large)
  const cut = (bytes: number) => ({ ...whole, body: whole.body.subarray(0, bytes) })
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n`
  for (const [what, sent] of [
    ['no boundary', withType(whole, 'multipart/form-data')],
    ['an empty boundary', withType(whole, 'multipart/form-data; boundary=')],
    ['another boundary', withType(whole, 'multipart/form-data; boundary=another')],
    ['a body that ends in the file', cut(500_000)],
    ['a body that ends before the last boundary is whole', cut(whole.body.length - 4)],
    ['a body that ends in the first boundary', cut(10)],
    ['a body that ends in the headers of a part', rawForm(encoded(large), opening)],
    ['one endless header of a part', rawForm(opening, `X: ${'y'.repeat(1_000_000)}`)],
    ['headers of a part without an end', rawForm(encoded(large), opening, 'X: y\r\n'.repeat(100_000))],
    ['JSON that is none', form(file, { name: 'user', type: 'application/json', content: '{' })],
    ['text', rawForm('name=a.txt')],
  ] as const) {
    const answer = await client.post('/api/file/', sent)
    t.strictSame([answer.status, answer.json<Problem>().code], [400, 'malformed_body'], what)
    t.strictSame(await filesIn(server.files), [], `${what}: leaves no byte`)
  }
  t.strictSame((await client.get('/api/file/')).json(), [], 'and no row')
})
