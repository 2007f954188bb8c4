import { parse } from 'yaml'

/** Small contract for the tests of the conformance checks. */
export const library = parse(`
openapi: 3.1.1
paths:
  /book/:
    get:
      operationId: listBooks
      responses:
        '200':
          description: A page.
          headers:
            Link: { $ref: '#/components/headers/Link' }
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Book' } }
    post:
      operationId: createBook
      responses:
        '201':
          description: Created.
          headers:
            Location: { required: true, schema: { type: string, pattern: '^/book/[0-9]+$' } }
          content:
            application/json: { schema: { $ref: '#/components/schemas/Book' } }
        '503': { $ref: '#/components/responses/Unavailable' }
  /branch/:
    get:
      operationId: listBranches
      responses:
        '200':
          description: Schemas without a name.
          content:
            application/json:
              schema:
                type: array
                items:
                  oneOf:
                    - { type: object, required: [street], properties: { street: { type: string } } }
                    - { type: object, required: [url], properties: { url: { type: string } } }
  /book/{id}: { $ref: '#/components/pathItems/Book' }
  /book/latest:
    get:
      operationId: readLatest
      responses:
        '200':
          description: One of two shapes.
          content:
            application/json:
              schema: { oneOf: [{ $ref: '#/components/schemas/Book' }, { $ref: '#/components/schemas/None' }] }
  /book/{id}/cover:
    get:
      operationId: readCover
      responses:
        '200': { description: The bytes., content: { '*/*': { schema: { type: string, format: binary } } } }
        '304': { description: Not changed. }
  /book/{id}/text:
    get:
      operationId: readText
      responses:
        '200':
          description: Text, or a stream of it.
          content:
            text/*: { schema: { type: string } }
            application/vnd.library+json;v=1: { schema: { $ref: '#/components/schemas/Book' } }
components:
  pathItems:
    Book:
      get:
        operationId: readBook
        responses:
          '200': { description: A book., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
          '404': { $ref: '#/components/responses/NotFound' }
      delete:
        operationId: deleteBook
        responses:
          '204': { description: Gone. }
  headers:
    Link: { required: false, schema: { type: string, maxLength: 40 } }
    RetryAfter: { required: true, schema: { $ref: '#/components/schemas/Seconds' } }
  responses:
    NotFound:
      description: None.
      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }
    Unavailable:
      description: Later.
      headers: { Retry-After: { $ref: '#/components/headers/RetryAfter' } }
      content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } }
  schemas:
    Seconds: { type: integer, minimum: 1 }
    Book:
      type: object
      required: [id, title]
      not: { required: [id], properties: { id: { const: 13 } } }
      properties:
        id: { type: integer, format: int64, minimum: 1 }
        title: { type: string }
        written: { type: string, format: date-time }
        author: { type: object, properties: { name: { type: string } } }
        labels: { type: object, additionalProperties: { type: string } }
        state: { type: object, required: [kind], properties: { kind: { type: string } }, oneOf: [{ properties: { page: { type: integer } } }] }
    None: { type: object, required: [none], properties: { none: { type: boolean } } }
    Problem:
      type: object
      required: [status]
      properties: { status: { type: integer }, title: { type: string } }
`)
