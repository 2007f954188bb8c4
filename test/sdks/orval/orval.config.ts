import { defineConfig } from 'orval'

const input = '../../../openapi.yaml'

export default defineConfig({
  fetch: {
    input,
    output: {
      target: './generated/fetch.ts',
      client: 'fetch',
      override: { mutator: { path: './fetcher.ts', name: 'fetcher' } },
    },
  },
  zod: { input, output: { target: './generated/zod.ts', client: 'zod' } },
})
