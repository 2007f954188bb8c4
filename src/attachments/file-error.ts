const messages = {
  unreachable: 'The file could not be fetched.',
  unreadable: 'The text of the file could not be extracted.',
  unsupported: 'The model does not accept files of this type.',
  too_large: 'The file exceeds the maximum size for the model.',
  busy: 'Too many files are being read; retry later.',
}

/**
 * Why the model cannot be given a file. It has no cause and carries no text, name or address of the file's, so it may
 * be logged; whoever asked is told its kind alone.
 */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly kind: keyof typeof messages
  /** For the operator's log, in words of our own: 'blocked', 'ECONNREFUSED', 'HTTP 404'. */
  readonly reason: string

  constructor(kind: keyof typeof messages, reason: string) {
    super(messages[kind])
    this.kind = kind
    this.reason = reason
  }
}
