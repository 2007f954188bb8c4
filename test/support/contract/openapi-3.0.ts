/** Schemas of OpenAPI 3.0, which are those of JSON Schema draft 4 but for `nullable`. */
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'

type Json = { [member: string]: unknown }

const annotations = ['discriminator', 'example', 'externalDocs', 'xml', 'deprecated', 'readOnly', 'writeOnly']

/**
 * Makes validators of schemas that may refer to shared ones. Keywords that OpenAPI 3.0 does not have are
 * errors.
 */
export function openApi30Validator(shared: Json) {
  const ajv = new AjvDraft04.default({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
  })
  addFormats.default(ajv)
  // Which numbers these are their bounds say; and base64 is no more than claimed, as `contentEncoding` has
  // it.
  for (const format of ['double-int', 'byte']) ajv.addFormat(format, true)
  ajv.addVocabulary([...annotations, 'x-omitted', 'x-note'])
  ajv.addSchema(moved({ definitions: shared }), 'openapi')
  return (schema: unknown) => ajv.compile(moved(schema))
}

/** Shared schemas are where Ajv looks for them. */
function moved(schema: unknown) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/definitions/'))
}
