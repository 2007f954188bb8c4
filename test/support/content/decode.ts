/** Decodes content codings (RFC 9110, section 8.4.1). */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'

export const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  identity: (bytes) => bytes,
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
}

/** Returns the body of a response before compression. */
export function decoded(headers: Headers, bytes: Buffer): Buffer {
  const coding = headers.get('content-encoding') ?? 'identity'
  const decode = decoders[coding]
  if (decode === undefined) throw new Error(`No content coding is called ${coding}`)
  // HEAD in place of GET has the header but no body.
  return bytes.length === 0 ? bytes : decode(bytes)
}
