/** Schemas of OpenAPI 3.0: JSON Schema draft 4 with `nullable`. */
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'

type Json = { [member: string]: unknown }

const annotations = ['discriminator', 'example', 'externalDocs', 'xml', 'deprecated', 'readOnly', 'writeOnly']

/**
 * Creates validators for schemas with references to shared schemas. Keywords unknown to OpenAPI 3.0 are
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
  // The bounds in the schemas define which numbers are valid. Base64 is not verified, as with
  // `contentEncoding`.
  for (const format of ['double-int', 'byte']) ajv.addFormat(format, true)
  ajv.addVocabulary([...annotations, 'x-omitted', 'x-note'])
  ajv.addSchema(moved({ definitions: shared }), 'openapi')
  return (schema: unknown) => ajv.compile(moved(schema))
}

/** Rewrites references to shared schemas for their place in Ajv. */
function moved(schema: unknown) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"openapi#/definitions/'))
}
