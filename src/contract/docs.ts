import { readFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { problem } from '../http/problems/problem.ts'
import { continueFromResponses } from './docs-forms.ts'
import { type Document, docsView } from './docs-view.ts'

/**
 * Content-Security-Policy of /docs: nothing from other hosts, and only its own scripts. Images in responses
 * are shown from memory. The plugin's own policy also upgrades http to https, which a server without TLS does
 * not support.
 */
const contentSecurityPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

const style = readFileSync(new URL('./docs.css', import.meta.url), 'utf8')

/**
 * Serves a contract at /docs with Swagger UI, without other hosts, and redirects browsers there from the
 * root.
 */
export async function serveDocs(
  app: FastifyInstance,
  contract: Record<string, unknown>,
  publicPath: string,
): Promise<void> {
  const document = publicPath === '' ? contract : { ...contract, servers: [{ url: publicPath }] }
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    indexPrefix: publicPath,
    uiConfig: {
      layout: 'BaseLayout',
      tryItOutEnabled: true,
      validatorUrl: null,
      defaultModelsExpandDepth: 0,
      plugins: [emptyForms as never, showView as never, continueFromResponses as never],
    },
    theme: {
      title: 'Parley',
      js: [{ filename: 'docs-view.js', content: String(docsView) }],
      css: [{ filename: 'docs.css', content: style }],
    },
    staticCSP: contentSecurityPolicy,
  })
  app.get('/', (request, reply) => {
    // CORS may have added Origin.
    reply.header('Vary', [reply.getHeader('Vary') ?? [], 'Accept'].flat().join(', '))
    const type = new Negotiator(request).mediaType(['application/json', 'text/html'])
    if (type !== 'text/html') throw problem('unknown_path')
    return reply.redirect('/docs')
  })
}

/** Swagger UI plugin that applies `docsView`, which the theme's script defines, to the loaded document. */
function showView() {
  type Update = (document: Document) => unknown
  const updateJsonSpec = (original: Update) => (document: Document) => original(docsView(document))
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec } } } }
}

declare const SwaggerUIBundle: { plugins: { DownloadUrl: unknown } }

/**
 * Swagger UI plugin, run in the page, that omits empty form fields. Swagger UI would otherwise send generated
 * text that fits their patterns. `DownloadUrl` is the default plugin that loads the document, and would be
 * replaced.
 */
function emptyForms() {
  type Sample = (schema: unknown, contentType: unknown, ...rest: unknown[]) => unknown
  return [
    SwaggerUIBundle.plugins.DownloadUrl,
    {
      components: { ParameterIncludeEmpty: () => null },
      afterLoad(this: { fn: { getSampleSchema: Sample } }) {
        const { getSampleSchema } = this.fn
        this.fn.getSampleSchema = (schema, contentType, ...rest) =>
          contentType === false ? '' : getSampleSchema(schema, contentType, ...rest)
      },
    },
  ]
}
