export interface ObjectScanner {
  push(text: string): void
  readonly isBlank: boolean
  /** True if the text so far is an object, by its brackets alone, and nothing after it. */
  readonly isComplete: boolean
}

/** Finds the end of a JSON object in a text that arrives in pieces, looking at each character once. */
export function objectScanner(text = ''): ObjectScanner {
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isBlank = true
  let isComplete = false

  const read = (character: string) => {
    if (isEscaped) isEscaped = false
    else if (isInString) {
      if (character === '\\') isEscaped = true
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') depth -= 1
  }
  const scanner = {
    push(piece: string) {
      for (const character of piece) {
        if (!isInString && /\s/.test(character)) continue
        const isStart = isBlank && character === '{'
        read(character)
        isComplete = (isStart || !isBlank) && depth === 0 && character === '}' && !isInString
        isBlank = false
      }
    },
    get isBlank() {
      return isBlank
    },
    get isComplete() {
      return isComplete
    },
  }
  scanner.push(text)
  return scanner
}
