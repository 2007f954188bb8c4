/** Form data (RFC 7578) written by hand, for what a FormData cannot be made to say. */

export interface Part {
  /** Of the part; without one it has no name. */
  readonly name?: string
  /** Makes the part a file. */
  readonly filename?: string
  readonly type?: string
  readonly content: string | Buffer
}

export interface Form {
  readonly headers: { 'content-type': string }
  readonly body: Buffer
}

export const boundary = 'a-boundary-of-the-tests'

/** Encodes parts as they are: nothing in names is escaped, nothing is left out that comes twice. */
export function form(...parts: readonly Part[]): Form {
  return rawForm(...parts.map(encoded), `--${boundary}--\r\n`)
}

/** The same of what is encoded already, or badly. */
export function rawForm(...pieces: readonly (string | Buffer)[]): Form {
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
  }
}

/** One part, with the boundary before it. */
export function encoded({ name, filename, type, content }: Part): Buffer {
  const disposition = [
    'form-data',
    ...(name === undefined ? [] : [`name="${name}"`]),
    ...(filename === undefined ? [] : [`filename="${filename}"`]),
  ].join('; ')
  const typeLine = type === undefined ? '' : `Content-Type: ${type}\r\n`
  return Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: ${disposition}\r\n${typeLine}\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
}
