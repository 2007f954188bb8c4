/** Store with the part of S3 that Parley uses. It ignores signatures; tests make it fail or hang. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Test } from 'tap'
import { s3Storage } from '../../../src/files/storage/s3.ts'

export type Operation =
  | 'get'
  | 'head'
  | 'put'
  | 'delete'
  | 'check'
  | 'begin'
  | 'part'
  | 'complete'
  | 'abort'
  /** Lists the unfinished uploads of one key. */
  | 'uploads'
  /** Any other listing, which no operation needs. */
  | 'list'

export interface ScriptedS3 {
  readonly storage: Awaited<ReturnType<typeof s3Storage>>
  /** Objects by key. */
  readonly objects: Map<string, Buffer>
  /** Returns the keys of unfinished uploads. */
  unfinished(): string[]
  readonly requests: Operation[]
  /** Called before each response; its result decides whether the response is sent. */
  before: (operation: Operation) => Promise<'answer' | 'drop' | 'fail'>
  /** Number of bytes after which the download of an object stalls. */
  stallAfter: number
  /** Returns the number of downloads in progress. */
  reading(): number
}

/** Starts the store on a free port until the test ends. */
export async function scriptedS3(t: Pick<Test, 'teardown'>, idleTimeout = 500): Promise<ScriptedS3> {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' })
  const sockets = new Set<Socket>()
  const downloads = new Set<ServerResponse>()
  const parts = new Map<string, Map<number, Buffer>>()
  const server = createServer(
    (request, response) => void serve(request, response).catch(() => response.destroy()),
  )
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const location = { bucket: 'bucket', prefix: '', endpoint, region: 'us-east-1' }
  const store: ScriptedS3 = {
    storage: await s3Storage(location, { maxObjectBytes: 100_000_000, idleTimeout }),
    objects: new Map(),
    unfinished: () => [...parts.keys()],
    requests: [],
    before: async () => 'answer',
    stallAfter: Number.POSITIVE_INFINITY,
    reading: () => downloads.size,
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', endpoint)
    const key = pathname.slice('/bucket/'.length)
    const operation = operationOf(request.method ?? '', key, searchParams)
    store.requests.push(operation)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const answer = perform(operation, key, searchParams, body)
    switch (await store.before(operation)) {
      case 'drop':
        return void response.destroy()
      case 'fail':
        return void response.writeHead(500).end(error('InternalError'))
      default:
        answer(response)
    }
  }

  function perform(operation: Operation, key: string, query: URLSearchParams, body: Buffer) {
    const uploadId = query.get('uploadId') ?? ''
    const found = store.objects.get(key)
    const upload = parts.get(uploadId)
    switch (operation) {
      case 'begin':
        parts.set(key, new Map())
        return xml(
          `<InitiateMultipartUploadResult><UploadId>${key}</UploadId></InitiateMultipartUploadResult>`,
        )
      case 'part':
        upload?.set(Number(query.get('partNumber')), body)
        return upload ? xml('', { etag: '"part"' }) : missing('NoSuchUpload')
      case 'complete': {
        if (!upload) return missing('NoSuchUpload')
        store.objects.set(key, Buffer.concat([...upload].sort(([a], [b]) => a - b).map(([, part]) => part)))
        parts.delete(uploadId)
        return xml('<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')
      }
      case 'abort':
        return parts.delete(uploadId) ? xml('', {}, 204) : missing('NoSuchUpload')
      case 'put':
        store.objects.set(key, body)
        return xml('', { etag: '"x"' })
      case 'delete':
        store.objects.delete(key)
        return xml('', {}, 204)
      case 'check':
        return xml('')
      case 'uploads': {
        const key = query.get('prefix') ?? ''
        const found = parts.has(key) ? `<Upload><Key>${key}</Key><UploadId>${key}</UploadId></Upload>` : ''
        return xml(`<ListMultipartUploadsResult>${found}</ListMultipartUploadsResult>`)
      }
      case 'list':
        return xml(error('AccessDenied'), {}, 403)
      case 'head':
        return found ? xml('', { 'content-length': String(found.length) }) : missing('NotFound')
      case 'get':
        return found ? (response: ServerResponse) => send(response, found) : missing('NoSuchKey')
    }
  }

  function send(response: ServerResponse, bytes: Buffer): void {
    downloads.add(response.on('close', () => downloads.delete(response)))
    response.writeHead(200, { 'content-length': bytes.length })
    if (store.stallAfter >= bytes.length) response.end(bytes)
    else response.write(bytes.subarray(0, store.stallAfter))
  }
  return store
}

function operationOf(method: string, key: string, query: URLSearchParams): Operation {
  const hasUpload = query.has('uploadId')
  const isOneKey = /^\d+\/[\da-f-]{36}$/.test(query.get('prefix') ?? '')
  if (key === '' && query.has('uploads')) return isOneKey ? 'uploads' : 'list'
  if (key === '') return method === 'HEAD' ? 'check' : 'list'
  if (method === 'POST') return hasUpload ? 'complete' : 'begin'
  if (method === 'PUT') return hasUpload ? 'part' : 'put'
  if (method === 'DELETE') return hasUpload ? 'abort' : 'delete'
  return method === 'HEAD' ? 'head' : 'get'
}

function error(code: string): string {
  return `<Error><Code>${code}</Code><Message>x</Message></Error>`
}

function xml(body: string, headers: Record<string, string> = {}, status = 200) {
  return (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body)
}

function missing(code: string) {
  return xml(error(code), {}, 404)
}
