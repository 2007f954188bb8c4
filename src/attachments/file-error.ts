const messages = {
  unreachable: 'The file could not be fetched.',
  unreadable: 'The text of the file could not be extracted.',
  unsupported: 'The model does not accept files of this type.',
  too_large: 'The file exceeds the maximum size for the model.',
  busy: 'Too many files are being read; retry later.',
}

/**
 * Reason why the model cannot be given a file. It has no cause and contains no text, name or address of the
 * file, so it may be logged; clients are given only its kind.
 */
export class FileError extends Error {
  override readonly name = 'FileError'
  readonly kind: keyof typeof messages
  /** Reason for the operator's log, in our own words: 'blocked', 'ECONNREFUSED', 'HTTP 404'. */
  readonly reason: string

  constructor(kind: keyof typeof messages, reason: string) {
    super(messages[kind])
    this.kind = kind
    this.reason = reason
  }
}
