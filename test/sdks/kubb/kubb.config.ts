import { defineConfig } from '@kubb/core'
import { pluginClient } from '@kubb/plugin-client'
import { pluginOas } from '@kubb/plugin-oas'
import { pluginTs } from '@kubb/plugin-ts'
import { pluginZod } from '@kubb/plugin-zod'

export default defineConfig({
  root: '.',
  input: { path: '../../openapi.yaml' },
  output: { path: './kubb/generated', clean: true, format: false },
  plugins: [
    pluginOas({ generators: [] }),
    pluginTs(),
    pluginZod({ version: '4' }),
    pluginClient({
      importPath: '../../client.ts',
      dataReturnType: 'full',
      parser: 'zod',
      // A stream is not an event. Each event of the stream is checked when it arrives.
      override: [{ type: 'operationId', pattern: 'followRun', options: { parser: 'client' } }],
    }),
  ],
})
