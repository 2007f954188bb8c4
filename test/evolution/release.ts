/** Records openapi.yaml as released, with its changes in CHANGELOG.md: `make release`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { changelogEntry } from './changelog.ts'
import { changesBetween, oasdiffIsMissing } from './changes.ts'
import type { Contract } from './comparable.ts'
import { compareVersions, nextVersion, objectionTo } from './version.ts'

/**
 * Records the contract of a directory as released, and adds an entry with the date (such as 2026-11-26) at
 * the top of its CHANGELOG.md. Returns the entry.
 *
 * @throws if `info.version` is lower than the changes require, or something is removed before its sunset
 */
export function release(directory: URL, date: string): string {
  const [contractFile, releasedFile, changelogFile] = [
    'openapi.yaml',
    'test/evolution/released.yaml',
    'CHANGELOG.md',
  ].map((name) => new URL(name, directory)) as [URL, URL, URL]
  const written = readFileSync(contractFile, 'utf8')
  const contract: Contract = parse(written)
  const released: Contract = parse(readFileSync(releasedFile, 'utf8'))
  const changes = changesBetween(released, contract)
  const { version } = contract.info
  const objection = objectionTo(released.info.version, version, changes)
  if (objection !== '') throw new Error(objection)
  const needed = nextVersion(released.info.version, changes)
  if (compareVersions(version, needed) < 0)
    throw new Error(`info.version of openapi.yaml is ${version}; set it to ${needed} or higher`)
  const entry = changelogEntry(version, date, changes)
  const changelog = readFileSync(changelogFile, 'utf8')
  const place = changelog.indexOf('\n## ') + 1
  writeFileSync(changelogFile, `${changelog.slice(0, place)}${entry}\n${changelog.slice(place)}`)
  writeFileSync(releasedFile, written)
  return entry
}

if (import.meta.main) {
  if (oasdiffIsMissing) throw new Error(oasdiffIsMissing)
  process.stdout.write(release(new URL('../../', import.meta.url), new Date().toISOString().slice(0, 10)))
}
