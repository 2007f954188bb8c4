/** Generators under test, and their commands in test/sdks. */

export interface Tool {
  /** Directory of its adapter and configuration; code is generated into its subdirectory `generated`. */
  readonly directory: string
  readonly program: string
  readonly args: readonly string[]
}

const contract = '../../openapi.yaml'

export const tools: readonly Tool[] = [
  {
    directory: 'openapi-fetch',
    program: 'openapi-typescript',
    args: [contract, '--output', 'openapi-fetch/generated/api.ts'],
  },
  { directory: 'hey-api', program: 'openapi-ts', args: ['--file', 'hey-api/openapi-ts.config.ts'] },
  { directory: 'orval', program: 'orval', args: ['--config', 'orval/orval.config.ts'] },
  {
    directory: 'swagger-typescript-api',
    program: 'swagger-typescript-api',
    args: [
      ...['generate', '--path', contract, '--output', 'swagger-typescript-api/generated'],
      ...['--name', 'api.ts', '--enum-style', 'union'],
    ],
  },
  { directory: 'kubb', program: 'kubb', args: ['generate', '--config', 'kubb/kubb.config.ts'] },
  {
    directory: 'openapi-zod-client',
    program: 'openapi-zod-client',
    args: [
      ...[contract, '--output', 'openapi-zod-client/generated/client.ts', '--export-schemas'],
      ...['--media-type-expr', '/^application\\/(problem\\+)?json$/.test(mediaType)'],
      // Without this option every object has an index signature, so that wrong names compile.
      '--additional-props-default-value=false',
    ],
  },
  { directory: 'oazapfts', program: 'oazapfts', args: [contract, 'oazapfts/generated/client.ts'] },
  {
    directory: 'typed-openapi',
    program: 'typed-openapi',
    args: [
      ...[contract, '--output', 'typed-openapi/generated/client.ts'],
      ...['--success-status-codes', '200,201,202,204,206'],
    ],
  },
]
