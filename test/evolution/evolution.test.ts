/**
 * Evolution of the contract: breaking changes need a new major version, and CHANGELOG.md is derived.
 *
 * @long compares many contracts.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { type Document, parse, parseDocument } from 'yaml'
import { temporaryDirectory } from '../support/server.ts'
import { type Change, changesBetween, oasdiffIsMissing } from './changes.ts'
import type { Contract } from './comparable.ts'
import { breaking, compatible, copyOf, type Edit, me, schema } from './edits.ts'
import { release } from './release.ts'
import { compareVersions, nextVersion, objectionTo } from './version.ts'

const root = new URL('../../', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, root), 'utf8')
const written = read('openapi.yaml')
const original = parseDocument(written) as Document
const released: Contract = parse(read('test/evolution/released.yaml'))
const skip = oasdiffIsMissing

/** Returns the contract with some edits, as version 1.2.3 or another. */
function edited(edits: Edit, version = '1.2.3'): Contract {
  const document = original.clone()
  document.setIn(['info', 'version'], version)
  edits(document)
  return document.toJS()
}

t.test('openapi.yaml is compatible with the last release or has a new major version', { skip }, async (t) => {
  const contract: Contract = parse(written)
  const changes = changesBetween(released, contract)
  t.equal(objectionTo(released.info.version, contract.info.version, changes), '')
})

t.test('the version never decreases, and CHANGELOG.md begins with the last release', async (t) => {
  const { version } = (parse(written) as Contract).info
  t.ok(compareVersions(version, released.info.version) >= 0, `${version} after ${released.info.version}`)
  t.equal(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1], released.info.version)
})

t.test('a breaking change is refused by name, except in a new major version', { skip }, async (t) => {
  const base = edited(() => {})
  for (const group of breaking) {
    const all = edited((document) => {
      for (const [, edit] of group) edit(document)
    })
    const changes = changesBetween(base, all)
    for (const [what, , operation, change] of group) {
      const own = changes.filter(({ text }) => change.test(text))
      const others = group.filter(
        ([, , , other]) => other !== change && own.some(({ text }) => other.test(text)),
      )
      t.same(others, [], `no other edit causes what is reported for ${what}`)
      const objection = objectionTo('1.2.3', '1.3.0', own)
      t.match(objection, /^Version 1\.3\.0 breaks clients of 1\.2\.3\. .* 2\.0\.0 or higher:/, what)
      t.match(objection, operation, what)
      t.match(objection, change, what)
      t.equal(objectionTo('1.2.3', '2.0.0', own), '', what)
    }
  }
})

t.test(
  'a deprecated operation can be removed after its sunset in a new major version',
  { skip },
  async (t) => {
    const removalAfter = (sunset: string) => {
      const base = edited((d) => {
        d.setIn(me('delete', 'deprecated'), true)
        d.setIn(me('delete', 'x-sunset'), sunset)
      })
      return changesBetween(
        base,
        edited((d) => d.deleteIn(me('delete'))),
      )
    }
    const early = removalAfter('2099-01-01')
    t.match(objectionTo('1.2.3', '2.0.0', early), /until its sunset:\n- `DELETE \/api\/user\/me`: /)
    const late = removalAfter('2020-01-01')
    t.match(objectionTo('1.2.3', '1.3.0', late), /2\.0\.0 or higher:\n- `DELETE \/api\/user\/me`: /)
    t.equal(objectionTo('1.2.3', '2.0.0', late), '')
  },
)

t.test('additions are accepted in any version', { skip }, async (t) => {
  const base = edited(() => {})
  t.equal(objectionTo('1.2.3', '1.2.3', changesBetween(base, base)), '', 'nothing')
  // All edits are compared at once, at 0.3 s per comparison. An objection would name the edit at fault.
  const all = edited((document) => {
    for (const [, edit] of compatible) edit(document)
  })
  const changes = changesBetween(base, all)
  t.equal(objectionTo('1.2.3', '1.2.3', changes), '')
  for (const [what, , change] of compatible)
    t.ok(change === undefined || changes.some(({ text }) => change.test(text)), what)
})

t.test('the next version depends on the changes', async (t) => {
  const added: Change = { id: 'endpoint-added', isBreaking: false, operation: undefined, text: '' }
  const removed: Change = { ...added, isBreaking: true }
  for (const [before, changes, next] of [
    ['1.2.3', [], '1.2.4'],
    ['1.2.3', [added], '1.3.0'],
    ['1.2.3', [added, removed], '2.0.0'],
    // Below 1.0.0 the second number is the major version.
    ['0.2.3', [], '0.2.4'],
    ['0.2.3', [added], '0.2.4'],
    ['0.2.3', [removed], '0.3.0'],
    ['0.9.10', [removed], '0.10.0'],
  ] as const)
    t.equal(nextVersion(before, changes), next, before)
  t.same(['1.10.0', '0.2.0', '1.9.0', '1.9.10'].sort(compareVersions), ['0.2.0', '1.9.0', '1.9.10', '1.10.0'])
})

t.test('a release is recorded with an entry that names operations and changes', { skip }, async (t) => {
  const path = await temporaryDirectory(t)
  const directory = pathToFileURL(`${path}/`)
  mkdirSync(join(path, 'test/evolution'), { recursive: true })
  const put = (name: string, text: string) => writeFileSync(join(path, name), text)
  const get = (name: string) => readFileSync(join(path, name), 'utf8')
  const intro = '# Changelog\n\nIntroduction.\n\n'
  put('CHANGELOG.md', `${intro}## 1.2.3 (2026-01-01)\n\nThe first.\n`)
  put('test/evolution/released.yaml', JSON.stringify(edited(() => {})))
  const next = (version: string) =>
    edited((d) => {
      d.deleteIn(me('delete'))
      d.setIn(me('put'), copyOf(d, me('get')))
      d.setIn(me('put', 'operationId'), 'renameMe')
      d.addIn(schema('KnownErrorCode', 'enum'), 'later')
      d.setIn(['components', 'parameters', 'Limit', 'schema', 'maximum'], 500)
      d.setIn(['paths', '/api/chat/', 'get', 'deprecated'], true)
    }, version)

  put('openapi.yaml', JSON.stringify(next('1.3.0')))
  t.throws(() => release(directory, '2026-02-02'), {
    message: /^Version 1\.3\.0 breaks clients of 1\.2\.3\./,
  })
  t.equal(parse(get('test/evolution/released.yaml')).info.version, '1.2.3', 'nothing is recorded')

  put('openapi.yaml', JSON.stringify(next('2.0.0')))
  const entry = release(directory, '2026-02-02')
  const parts = Object.fromEntries(
    entry.split('\n### ').map((part) => part.split('\n\n') as [string, string]),
  )
  t.match(entry, /^## 2\.0\.0 \(2026-02-02\)\n\n### Breaking\n\n- /)
  t.match(parts.Breaking, /^- `DELETE \/api\/user\/me`: api removed without deprecation$/m)
  t.match(parts.Deprecated, /^- `GET \/api\/chat\/`: endpoint deprecated$/m)
  t.match(parts.Added, /^- `PUT \/api\/user\/me`: endpoint added$/m)
  t.match(parts.Added, /^- `DELETE .*`, .* and \d+ more: added `later` to the `code` .* and \d+ more$/m)
  t.match(
    parts.Changed,
    /^- `GET \/api\/chat\/`, .*`limit`, the max was increased from `200.00` to `500.00`$/m,
  )
  t.equal(get('CHANGELOG.md'), `${intro}${entry}\n## 1.2.3 (2026-01-01)\n\nThe first.\n`)
  t.equal(get('test/evolution/released.yaml'), get('openapi.yaml'))
  t.throws(() => release(directory, '2026-02-02'), { message: /is 2\.0\.0; set it to 2\.0\.1 or higher/ })

  put('openapi.yaml', get('openapi.yaml').replace('"2.0.0"', '"2.0.1"'))
  t.match(release(directory, '2026-02-03'), /Only descriptions and examples changed\./)
})
