import type { components } from '../../../generated/api.ts'
import { inputError } from '../../http/problems/input-errors.ts'
import type { InputError } from '../../http/problems/problem.ts'
import type { ToolCall as Called, Tool } from '../../models/provider.ts'
import type { GivenSchema, SchemaChecks } from '../schemas/schema-checks.ts'

type Schemas = components['schemas']

export type ToolCall = Schemas['ToolCall']

/** Maximum number of calls in one answer, as in the contract. */
export const MAX_TOOL_CALLS = 128
/** Maximum number of characters of the schemas of all tools together, as JSON. */
const MAX_SCHEMAS_LENGTH = 262_144

/** Returns the API representation of a call, with the reasons why it is not valid, if there are any. */
export async function checkedCall(
  call: Called,
  tools: readonly Tool[],
  schemas: Pick<SchemaChecks, 'errorsIn'>,
): Promise<ToolCall> {
  const { id, name, arguments: given } = call
  const tool = tools.find((tool) => tool.name === name)
  const errors =
    tool === undefined
      ? [inputError('/name', 'unknownTool')]
      : await schemas.errorsIn(given, tool.parameters ?? noArguments, '/arguments')
  return { id, name, arguments: given, ...(errors.length > 0 && { errors }) }
}

/** Arguments of a tool without `parameters`. */
const noArguments = { type: 'object' }

/** Returns the error if the tool choice contradicts the tools. */
export function toolChoiceErrors(
  tools: readonly Tool[],
  choice: Schemas['ToolChoice'] | undefined,
): InputError[] {
  if (typeof choice === 'object' && !tools.some(({ name }) => name === choice.name))
    return [inputError('/body/tool_choice/name', 'unknownTool')]
  const isUseless = choice === 'required' && tools.length === 0
  return isUseless ? [inputError('/body/tool_choice', 'noTools')] : []
}

/** Returns the reasons why the tools and the output of a request cannot be used. */
export async function toolAndOutputErrors(
  { tools = [], output }: Pick<Schemas['RunCreate'], 'tools' | 'output'>,
  schemas: Pick<SchemaChecks, 'schemaErrors'>,
): Promise<InputError[]> {
  const names = tools.map(({ name }) => name)
  const repeated = names.flatMap((name, index) =>
    names.indexOf(name) < index ? [inputError(`/body/tools/${index}/name`, 'duplicateTool')] : [],
  )
  const length = tools.reduce((sum, tool) => sum + JSON.stringify(tool.parameters ?? {}).length, 0)
  const found = [
    ...repeated,
    ...(length > MAX_SCHEMAS_LENGTH ? [inputError('/body/tools', 'longSchema', MAX_SCHEMAS_LENGTH)] : []),
  ]
  if (found.length > 0) return found
  const given: GivenSchema[] = tools.flatMap(({ parameters }, index) =>
    parameters === undefined ? [] : [{ schema: parameters, pointer: `/body/tools/${index}/parameters` }],
  )
  if (output !== undefined) given.push({ schema: output.schema, pointer: '/body/output/schema' })
  return schemas.schemaErrors(given)
}
