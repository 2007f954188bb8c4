/** Smallest graph for a chat: one node that streams from the provider at BASE_URL. */
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph'
import { ChatOpenAI } from '@langchain/openai'

const model = new ChatOpenAI({
  model: 'bench',
  apiKey: 'bench',
  streaming: true,
  configuration: { baseURL: process.env.BASE_URL },
})

export const graph = new StateGraph(MessagesAnnotation)
  .addNode('answer', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
  .addEdge(START, 'answer')
  .addEdge('answer', END)
  .compile()
