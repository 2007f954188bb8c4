import { Piscina } from 'piscina'
import { inputError } from '../../http/problems/input-errors.ts'
import type { InputError } from '../../http/problems/problem.ts'
import { schemaBounds } from './schema-bounds.ts'
import type { SchemaTask } from './schema-worker.ts'

/** Maximum number of threads; each is started when it is needed, and ends after a while without tasks. */
const MAX_THREADS = 2
const IDLE_MS = 60_000
/** Maximum memory of a thread, in MiB. */
const MAX_MEMORY_MIB = 128
/** Maximum length of a checked text, in UTF-16 code units. */
const MAX_CHECKED_LENGTH = 2 ** 20

/** Schema in a request, with its JSON Pointer. */
export interface GivenSchema {
  readonly pointer: string
  readonly schema: object
}

export interface SchemaChecks {
  /** Returns the reasons why schemas cannot be used. */
  schemaErrors(schemas: readonly GivenSchema[]): Promise<InputError[]>
  /** Returns the reasons why a text is not JSON that matches a schema; their pointers start with `root`. */
  errorsIn(text: string, schema: object, root: string): Promise<InputError[]>
  close(): Promise<void>
}

/**
 * Creates checks against the JSON Schemas of clients (draft 2020-12). Checks run in worker threads, each with
 * a time limit, so that neither a schema nor a text blocks the event loop.
 */
export function createSchemaChecks(): SchemaChecks {
  const pool = new Piscina<SchemaTask, InputError[]>({
    filename: new URL('./schema-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: MAX_THREADS,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MIB },
    // Keeps the server's secrets out of the threads.
    env: {},
  })
  const perform = async (task: SchemaTask): Promise<InputError[]> => {
    try {
      return await pool.run(task)
    } catch (error) {
      // Piscina replaces the thread that exceeded its memory.
      if (isOutOfMemory(error)) return [inputError(task.root, 'costlySchema')]
      throw error
    }
  }
  return {
    async schemaErrors(schemas) {
      const found = schemas.map(({ schema, pointer }) => {
        const errors = schemaBounds(schema, pointer)
        return errors.length > 0 ? errors : perform({ schema: JSON.stringify(schema), root: pointer })
      })
      return (await Promise.all(found)).flat()
    },
    async errorsIn(text, schema, root) {
      if (text.length > MAX_CHECKED_LENGTH) return [inputError(root, 'longJson', MAX_CHECKED_LENGTH)]
      return perform({ schema: JSON.stringify(schema), root, text })
    },
    close: () => pool.destroy(),
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
