/**
 * LangGraph's server, which `langgraphjs dev` runs, without watching files. Settings: BASE_URL, DIRECTORY for
 * its data, PORT and WORKERS.
 */
import { startServer } from '@langchain/langgraph-api/server'

const { DIRECTORY = '', PORT, WORKERS } = process.env
await startServer({
  port: Number(PORT),
  host: '127.0.0.1',
  nWorkers: Number(WORKERS),
  cwd: DIRECTORY,
  graphs: { bench: `${import.meta.dirname}/graph.ts:graph` },
})
