/** Pieces of generated TypeScript, in the form that Biome gives the other files. */

const LINE_WIDTH = 110

export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|[^A-Za-z0-9]+)(\w?)/g, (_, letter: string) => letter.toUpperCase())
}

export function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll(/['\\]/g, '\\$&')}'` : String(value)
}

/** Writes the name of a member, with quotation marks if it needs them. */
export function property(name: string, isRequired: boolean): string {
  return `${/^[A-Za-z_]\w*$/.test(name) ? name : literal(name)}${isRequired ? '' : '?'}`
}

export function block(members: readonly string[]): string {
  const lines = members.map((member) => `  ${member.replaceAll('\n', '\n  ')}\n`)
  return members.length === 0 ? '{}' : `{\n${lines.join('')}}`
}

/** Writes a member of an interface whose type is an object, in one line if it fits. */
export function objectMember(name: string, members: readonly string[]): string {
  const line = `${name}: { ${members.join('; ')} }`
  return line.length + 2 <= LINE_WIDTH ? line : `${name}: ${block(members)}`
}

export function docComment(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.replaceAll('*/', '*\\/').trim().split(/\s+/)) {
    if (line !== '' && ` * ${line} ${word}`.length > LINE_WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  const single = `/** ${line} */\n`
  if (lines.length === 0 && single.length <= LINE_WIDTH) return single
  return `/**\n${[...lines, line].map((line) => ` * ${line}\n`).join('')} */\n`
}
