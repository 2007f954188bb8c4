/**
 * Baseline of the benchmark of uploads: writes each request body to a file as it arrives, without hashing it.
 * Settings: DIRECTORY and PORT.
 */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const { DIRECTORY = '', PORT } = process.env

createServer(async (request, response) => {
  const path = join(DIRECTORY, 'upload')
  await pipeline(request, createWriteStream(path))
  response.writeHead(201).end()
  await rm(path)
}).listen(Number(PORT), '127.0.0.1')
