/** Form data (RFC 7578) written by hand, for forms that FormData cannot express. */

export interface Part {
  /** Name of the part, if it has one. */
  readonly name?: string
  /** File name, which makes the part a file. */
  readonly filename?: string
  readonly type?: string
  readonly content: string | Buffer
}

export interface Form {
  readonly headers: { 'content-type': string }
  readonly body: Buffer
}

export const boundary = 'a-boundary-of-the-tests'

/** Encodes parts without escaping names or removing duplicates. */
export function form(...parts: readonly Part[]): Form {
  return rawForm(...parts.map(encoded), `--${boundary}--\r\n`)
}

/** Encodes pieces that are already encoded, or malformed. */
export function rawForm(...pieces: readonly (string | Buffer)[]): Form {
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
  }
}

/** Encodes one part, preceded by the boundary. */
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
