/** Preloaded into a child process: writes the name of every package that is loaded, once, to stderr. */
import { registerHooks } from 'node:module'

const seen = new Set<string>()

registerHooks({
  load(url, context, nextLoad) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]
    if (name !== undefined && !seen.has(name)) {
      seen.add(name)
      process.stderr.write(`loaded ${name}\n`)
    }
    return nextLoad(url, context)
  },
})
