const messages = {
  unreachable: 'The file cannot be had',
  unreadable: 'The file cannot be read',
  unsupported: 'The model cannot be given a file of this kind',
  too_large: 'The file exceeds the maximum size of a file for the model',
  busy: 'Too many files wait to be read',
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
