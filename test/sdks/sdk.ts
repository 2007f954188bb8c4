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
  /** The cursor of the next page; undefined on the last one. */
  readonly next: string | undefined
}

export interface Run {
  readonly id: number
  readonly status: string
  readonly content: string
}

/** An event of a run; `text` is that of a text event. */
export interface Event {
  readonly type: string
  readonly text?: string
}

export interface Sdk {
  register(credentials: Credentials): Promise<{ readonly username: string }>
  /** Resolves to the access token. */
  logIn(credentials: Credentials): Promise<string>
  /** Sends the access token with every later call. */
  authorize(accessToken: string): void
  createChat(title: string): Promise<{ readonly id: number }>
  createMessage(chat: number, content: string): Promise<Message>
  listMessages(chat: number, limit: number, cursor: string | undefined): Promise<Page>
  upload(file: File): Promise<{ readonly id: number; readonly name: string }>
  download(file: number): Promise<Blob>
  ask(prompt: string): Promise<Run>
  /** Begins a run, and does not wait for its answer. */
  begin(prompt: string): Promise<{ readonly id: number }>
  /** Yields the events of a run while they come. */
  follow(run: number): AsyncIterable<Event>
  cancel(run: number): Promise<Run>
  /** Reads a chat that does not exist; resolves to the `code` of the problem. */
  codeOfMissingChat(chat: number): Promise<string>
}

/** Exported by each adapter as `variants`: functions that create a client for a server, by name. */
export type Variants = Readonly<Record<string, (url: string) => Sdk>>
