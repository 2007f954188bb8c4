import type { Client } from '../client.ts'

/** Reads all pages of a list. */
export async function all<Item>(reader: Client, path: string): Promise<Item[]> {
  const items: Item[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const page = await reader.get(next)
    items.push(...page.json<Item[]>())
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
  }
  return items
}
