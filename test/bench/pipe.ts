/**
 * Baseline of the benchmark of uploads: writes each request body to a file as it arrives. If the path
 * contains `hash` it also hashes the body, and if it contains `fsync` it flushes the file to the disk.
 * Settings: DIRECTORY and PORT.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const { DIRECTORY = '', PORT } = process.env

createServer(async (request, response) => {
  const path = join(DIRECTORY, 'upload')
  const hash = request.url?.includes('hash') ? createHash('sha256') : undefined
  if (hash) request.on('data', (bytes) => hash.update(bytes))
  await pipeline(request, createWriteStream(path, { flush: request.url?.includes('fsync') === true }))
  response.writeHead(201).end(hash?.digest('hex'))
  await rm(path)
}).listen(Number(PORT), '127.0.0.1')
