/** Content codings (RFC 9110, section 8.4.1), undone. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'

export const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

/** The content of a response as it was before it was compressed. */
export function decoded(headers: Headers, bytes: Buffer): Buffer {
  const coding = headers.get('content-encoding') ?? 'identity'
  const decode = decoders[coding]
  if (decode === undefined) throw new Error(`No content coding is called ${coding}`)
  // A HEAD that stands in for a GET has the header, and no content.
  return bytes.length === 0 ? bytes : decode(bytes)
}
