import type { components } from '../../generated/api.ts'
import type { Client } from '../support/client.ts'
import { form } from '../support/form.ts'

type FileRecord = components['schemas']['FileRecord']

/** Text of a file in which every range of bytes is unique. */
export const digits = '0123456789'

/** Uploads a file and returns its record. */
export async function uploaded(
  client: Client,
  content: string | Buffer,
  name = 'a.txt',
): Promise<FileRecord> {
  const sent = form({ name: 'file', filename: 'x', content }, { name: 'name', content: name })
  return (await client.post('/api/file/', sent)).json<FileRecord>()
}

/** Returns the path and the query of a file's signed URL. */
export function pathOf({ url }: Pick<FileRecord, 'url'>): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
