/** Chat class of the AI SDK on which `useChat` is based, without a user interface. */
import { AbstractChat, type ChatState, DefaultChatTransport, type UIMessage } from 'ai'

export class Chat extends AbstractChat<UIMessage> {
  constructor(url: string, id: string) {
    const api = `${url}/api/chat`
    const transport = new DefaultChatTransport<UIMessage>({
      api,
      prepareSendMessagesRequest: ({ id, messages }) => ({ body: { id, message: messages.at(-1) } }),
    })
    super({ id, transport, state: createState() })
  }

  text(): string {
    return textOf(this.messages)
  }
}

export function textOf(messages: readonly UIMessage[]): string {
  const parts = messages.filter(({ role }) => role === 'assistant').flatMap(({ parts }) => parts)
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

function createState(): ChatState<UIMessage> {
  const state: ChatState<UIMessage> = {
    status: 'ready',
    error: undefined,
    messages: [],
    pushMessage(message) {
      state.messages = [...state.messages, message]
    },
    popMessage() {
      state.messages = state.messages.slice(0, -1)
    },
    replaceMessage(index, message) {
      state.messages = state.messages.with(index, message)
    },
    snapshot: (thing) => structuredClone(thing),
  }
  return state
}
