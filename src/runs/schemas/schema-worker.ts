/**
 * Worker thread that compiles JSON Schemas of clients and checks what the model wrote. Both may take a time
 * that grows exponentially with the input, because of patterns or references, so each task has a time limit.
 */
import { Script } from 'node:vm'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { LRUCache } from 'lru-cache'
import { unpairedSurrogates } from '../../contract/surrogates.ts'
import {
  type Finding,
  inputCode,
  inputError,
  inputMessage,
  MAX_ERRORS,
} from '../../http/problems/input-errors.ts'
import { escaped } from '../../http/problems/pointer.ts'
import type { InputError } from '../../http/problems/problem.ts'
import { depthOf, MAX_DEPTH } from './schema-bounds.ts'

/**
 * Maximum duration of one task, in ms, and the CPU time that it must have had: on a busy machine, a task that
 * had less is tried again. An ordinary task takes about 10 ms with compilation and 0.3 ms without.
 */
const TIMEOUT_MS = 500
const MIN_CPU_MS = 250
const MAX_TRIES = 10
/**
 * Maximum number of compiled schemas that a thread caches, and their maximum total length as text, in UTF-16
 * code units.
 */
const MAX_COMPILED = 200
const MAX_COMPILED_LENGTH = 2 ** 20
/** Maximum length of a pointer and of a message, as in the contract. */
const MAX_TEXT_LENGTH = 1_000

/** Schema to compile, and optionally a text to check against it. Pointers in the result start with `root`. */
export interface SchemaTask {
  /** Schema as JSON. */
  readonly schema: string
  readonly root: string
  readonly text?: string
}

const compiled = new LRUCache<string, ValidateFunction>({
  max: MAX_COMPILED,
  maxSize: MAX_COMPILED_LENGTH,
  sizeCalculation: (_, schema) => schema.length,
})

/** Checks schemas against the meta-schema, which is compiled here, where no time limit applies. */
const metaSchema = newAjv()
metaSchema.validateSchema({})

/** Performs the task of the global variable `task`, as a script because only scripts have a timeout. */
const performed = new Script('task()')
const scope: typeof globalThis & { task?: () => InputError[] } = globalThis

/** Returns the findings about a schema, or about the text that is checked against it. */
export default function perform(task: SchemaTask): InputError[] {
  scope.task = () => (task.text === undefined ? aboutSchema(task) : aboutText(task, task.text))
  for (let tries = 1; ; tries++) {
    const before = process.threadCpuUsage()
    try {
      return performed.runInThisContext({ timeout: TIMEOUT_MS })
    } catch (error) {
      const { user, system } = process.threadCpuUsage(before)
      const wasIdle = user + system < MIN_CPU_MS * 1000
      if (isTimeout(error) && wasIdle && tries < MAX_TRIES) continue
      // With a recursive schema, deeply nested input overflows the stack.
      if (!isTimeout(error) && !(error instanceof RangeError)) throw error
      return [inputError(task.root, 'costlySchema')]
    }
  }
}

function aboutSchema({ schema, root }: SchemaTask): InputError[] {
  if (!metaSchema.validateSchema(parse(schema))) return findings(root, metaSchema.errors ?? [])
  try {
    compile(schema)
    return []
  } catch (error) {
    // A timeout cannot be caught here.
    if (error instanceof RangeError) throw error
    return [inputError(root, 'unusableSchema')]
  }
}

function aboutText({ schema, root }: SchemaTask, text: string): InputError[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return [inputError(root, 'notJson')]
  }
  if (depthOf(data) > MAX_DEPTH) return [inputError(root, 'deepJson', MAX_DEPTH)]
  const unpaired = unpairedSurrogates(data, root, MAX_ERRORS)
  if (unpaired.length > 0) return unpaired
  const validate = compile(schema)
  return validate(data) ? [] : findings(root, validate.errors ?? [])
}

function compile(schema: string): ValidateFunction {
  const known = compiled.get(schema)
  if (known !== undefined) return known
  const validate = newAjv().compile(parse(schema))
  compiled.set(schema, validate)
  return validate
}

/**
 * Parses a schema. Removes `$schema`, which may name another draft, and `$async`, which would make checks
 * return promises.
 */
function parse(text: string): object {
  const { $schema: _, $async: __, ...schema }: Record<string, unknown> = JSON.parse(text)
  return schema
}

/** Creates an Ajv instance for one schema: the ids in schemas of several users would collide. */
function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    ...{ strict: false, allErrors: true, logger: false, code: { regExp: patternOf } },
    // `metaSchema` does; each instance would compile the meta-schema again.
    validateSchema: false,
    // Otherwise every object has members such as `constructor`.
    ownProperties: true,
    // Otherwise infinite numbers are accepted, into which JSON.parse turns 1e400.
    strictNumbers: true,
    // Decimal places; without them, 19.99 is not a multiple of 0.01.
    multipleOfPrecision: 5,
  })
  addFormats.default(ajv)
  return ajv
}

/**
 * Compiles a pattern in Unicode mode, as JSON Schema requires, or else without it, as many patterns are
 * written.
 */
function patternOf(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}
// Ajv uses this only to generate modules.
patternOf.code = 'new RegExp'

function findings(root: string, errors: readonly ErrorObject[]): InputError[] {
  const found = errors.slice(0, MAX_ERRORS).map((error) => {
    const { missingProperty, additionalProperty, unevaluatedProperty } = error.params
    const member = missingProperty ?? additionalProperty ?? unevaluatedProperty
    const at = root + error.instancePath
    return {
      pointer: storable(member === undefined ? at : `${at}/${escaped(member)}`),
      code: inputCode(error),
      message: storable(messageOf(error)),
    }
  })
  return found
}

const messages: Readonly<Record<string, Finding>> = {
  pattern: 'otherPattern',
  oneOf: 'notOneAlternative',
  anyOf: 'noAlternative',
  if: 'noAlternative',
}

function messageOf(error: ErrorObject): string {
  const finding = messages[error.keyword]
  return finding === undefined ? inputMessage(error) : inputError('', finding).message
}

/** Makes a text fit the database and the contract: keys and schemas may contain U+0000 or be too long. */
function storable(text: string): string {
  return text.slice(0, MAX_TEXT_LENGTH).replaceAll('\0', '\uFFFD').toWellFormed()
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
