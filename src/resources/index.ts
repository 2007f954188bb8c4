import multipart from '@fastify/multipart'
import type { FastifyPluginAsync } from 'fastify'
import type { Dependencies } from '../http/bind.ts'
import { chat } from './chat.ts'
import { contract } from './contract.ts'
import { file } from './file.ts'
import { health } from './health.ts'
import { llm } from './llm.ts'
import { message } from './message.ts'
import { problems } from './problem.ts'
import { run } from './run.ts'
import { token } from './token.ts'
import { usage } from './usage.ts'
import { user } from './user.ts'

/** Every resource of the contract. Form data is read within the files' own scope: elsewhere it would cost a hook each request. */
export const resources: FastifyPluginAsync<Dependencies> = async (app, dependencies) => {
  for (const resource of [chat, contract, health, llm, message, problems, run, token, usage, user])
    await app.register(resource, dependencies)
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false })
    await scope.register(file, dependencies)
  })
}
