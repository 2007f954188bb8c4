import { defineConfig } from '@hey-api/openapi-ts'

const common = ['@hey-api/client-fetch', '@hey-api/typescript'] as const
const input = '../../openapi.yaml'

// The resolvers make the schemas accept the Blob of the types instead of text:
// https://github.com/hey-api/hey-api/issues/4265
export default defineConfig([
  { input, output: 'hey-api/generated/plain', plugins: [...common, '@hey-api/sdk'] },
  {
    input,
    output: 'hey-api/generated/zod',
    plugins: [
      ...common,
      { name: '@hey-api/sdk', validator: 'zod' },
      {
        name: 'zod',
        $resolvers: {
          string: ({ $, schema, symbols }) =>
            schema.format === 'binary' ? $(symbols.z).attr('instanceof').call('Blob') : undefined,
        },
      },
    ],
  },
  {
    input,
    output: 'hey-api/generated/valibot',
    plugins: [
      ...common,
      { name: '@hey-api/sdk', validator: 'valibot' },
      {
        name: 'valibot',
        $resolvers: {
          string: ({ $, schema, symbols }) =>
            schema.format === 'binary' ? $(symbols.v).attr('instance').call('Blob') : undefined,
        },
      },
    ],
  },
])
