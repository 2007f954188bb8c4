import jwt from '@fastify/jwt'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { accountRoutes } from '../auth/account-routes.ts'
import { guards } from '../auth/guards.ts'
import { deriveKeys, type Secrets } from '../auth/key-rotation.ts'
import { knownAddresses } from '../auth/known-addresses.ts'
import { createLoginThrottle } from '../auth/login-throttle.ts'
import { tokenRoutes } from '../auth/token-routes.ts'
import { createTokens, jwtOptions, type Tokens } from '../auth/tokens.ts'
import { findChat } from '../chats/queries.ts'
import { chatRoutes } from '../chats/routes.ts'
import type { Config } from '../config.ts'
import { contractRoutes } from '../contract/contract-routes.ts'
import { problemRoutes } from '../contract/problem-routes.ts'
import type { Registration } from '../contract/route-registration.ts'
import { fileRoutes } from '../files/routes.ts'
import { createSignedUrls } from '../files/signed-urls.ts'
import { discarding } from '../files/storage/discard.ts'
import { fileTooLarge, MAX_FORM_BYTES } from '../files/upload.ts'
import { healthRoutes } from '../health/routes.ts'
import type { Buckets } from '../limits/buckets.ts'
import { limitRates, type Rates } from '../limits/rate-limits.ts'
import { messageRoutes } from '../messages/routes.ts'
import { createAnswersInProgress } from '../runs/answers-in-progress.ts'
import { llmRoutes } from '../runs/llm-routes.ts'
import { eraseAnswers } from '../runs/queries/erase-answers.ts'
import { cancelRunsOf } from '../runs/queries/runs.ts'
import { runRoutes } from '../runs/run-routes.ts'
import { usageRoutes } from '../usage/routes.ts'
import type { AppOptions } from './options.ts'
import type { Services } from './start-services.ts'

/**
 * Registers every operation of the contract. Each of them gets the guard that its `security` requires, and
 * its rate limits; each feature gets its own dependencies only.
 */
export async function registerRoutes(
  app: FastifyInstance,
  options: AppOptions,
  context: Services & { readonly secrets: Secrets; readonly isStopping: () => boolean },
): Promise<void> {
  const { config, db, passwords, storage, models, metrics } = options
  const { buckets, files, quotas, revocations, runs, schemas, secrets, isStopping } = context
  const accessLifetime = config.ACCESS_TOKEN_LIFETIME
  const refreshLifetime = config.REFRESH_TOKEN_LIFETIME

  await app.register(jwt, jwtOptions(secrets))
  const tokens = createTokens(app.jwt, { secrets, accessLifetime, refreshLifetime })
  // Must not change: signed URLs that were issued before would become invalid.
  const signingKeys = deriveKeys(secrets, 'parley signed link to a file')
  const signedUrls = createSignedUrls({ signingKeys, lifetime: config.LINK_LIFETIME })
  const registration: Registration = {
    guards: guards({ tokens, signedUrls, revocations }),
    limited: ratesOf(config, buckets, tokens).limited,
    forms: {
      limit: config.UPLOAD_LIMIT + MAX_FORM_BYTES,
      tooLarge: () => fileTooLarge(config.UPLOAD_LIMIT),
    },
  }

  const accounts = {
    accessLifetime,
    db,
    loginThrottle: createLoginThrottle(buckets, config.LOGIN_FAILURES),
    known: knownAddresses(db, secrets),
    passwords,
    revocations,
  }
  const answers = createAnswersInProgress()
  const contextLimit = config.LLM_CONTEXT_LIMIT
  const resources = [
    contractRoutes(),
    problemRoutes(),
    healthRoutes({ db, storage, isStopping }),
    tokenRoutes({ ...accounts, refreshLifetime, tokens }),
    accountRoutes({ ...accounts, cancelRunsOf }),
    chatRoutes({ db, models }),
    messageRoutes({ db, findChat, eraseAnswers, ...answers }),
    runRoutes({ answers, db, runs, metrics }),
    llmRoutes({ answers, contextLimit, db, files, signedUrls, metrics, models, runs, schemas }),
    usageRoutes({ db, quotas }),
  ]
  for (const resource of resources) await app.register(resource, registration)
  // Registered only for files, because multipart parsing would cost a hook for every request elsewhere.
  await app.register(async (scope) => {
    await scope.register(multipart, { throwFileSizeLimit: false })
    const discard = discarding(db, storage)
    const uploadLimit = config.UPLOAD_LIMIT
    await scope.register(fileRoutes({ db, signedUrls, quotas, storage, discard, uploadLimit }), registration)
  })
}

function ratesOf(config: Config, buckets: Buckets, tokens: Tokens): Rates {
  const perMinute = {
    user: config.USER_RATE,
    address: config.ADDRESS_RATE,
    signIn: config.SIGN_IN_RATE,
    ask: config.ASK_RATE,
    upload: config.UPLOAD_RATE,
  }
  return limitRates(buckets, perMinute, (token) => {
    const claims = tokens.read(token)
    return claims?.token_type === 'refresh' ? claims.sid : undefined
  })
}
