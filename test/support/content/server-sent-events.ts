import { AssertionError } from 'node:assert'

/**
 * Returns the events of a stream (WHATWG HTML, section 9.2.6) in the subset that the servers here send: `id`
 * and `data` with one line each. An event counts only once its blank line has arrived.
 */
export function serverSentEvents(text: string): { id: string; data: string }[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => frame.split('\n').filter((line) => !line.startsWith(':')))
    .filter((lines) => lines.length > 0 && lines.join('') !== '')
    .map((lines) => {
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const unknown = lines.filter((line) => !/^(id|data): /.test(line))
      if (unknown.length > 0) throw new AssertionError({ message: `not an event: ${lines.join('\\n')}` })
      return { id: field('id') ?? '', data: field('data') ?? '' }
    })
}
