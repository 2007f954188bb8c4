/** Versions of the packages of the peers. */
import { readFileSync } from 'node:fs'

export function versionsOf(...packages: readonly string[]): string {
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  }
  return packages.map((name) => `${name} ${dependencies[name]}`).join(', ')
}
