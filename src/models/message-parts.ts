export function titledText({ name, text }: { readonly name: string; readonly text: string }): string {
  return `File ${JSON.stringify(name)}:\n\n${text}`
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
