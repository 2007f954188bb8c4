/** Interface to a generated client, the same for every tool: the calls of the first conversation. */

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface Message {
  readonly id: number
  readonly content: string
}

export interface Page {
  readonly messages: readonly Message[]
  /** Cursor of the next page; undefined on the last page. */
  readonly next: string | undefined
}

export interface Run {
  readonly id: number
  readonly status: string
  readonly content: string
}

/** Event of a run; `text` is set for text events. */
export interface Event {
  readonly type: string
  readonly text?: string
}

export interface Sdk {
  register(credentials: Credentials): Promise<{ readonly username: string }>
  logIn(credentials: Credentials): Promise<string>
  /** Adds the access token to all later calls. */
  authorize(accessToken: string): void
  createChat(title: string): Promise<{ readonly id: number }>
  createMessage(chat: number, content: string): Promise<Message>
  listMessages(chat: number, limit: number, cursor: string | undefined): Promise<Page>
  upload(file: File): Promise<{ readonly id: number; readonly name: string }>
  download(file: number): Promise<Blob>
  ask(prompt: string): Promise<Run>
  /** Starts a run without waiting for its answer. */
  begin(prompt: string): Promise<{ readonly id: number }>
  /** Yields the events of a run as they arrive. */
  follow(run: number): AsyncIterable<Event>
  cancel(run: number): Promise<Run>
  /** Reads a chat that does not exist. Resolves to the `code` of the problem. */
  codeOfMissingChat(chat: number): Promise<string>
}

/** Export of each adapter, named `variants`: functions that create a client for a server, by name. */
export type Variants = Readonly<Record<string, (url: string) => Sdk>>
