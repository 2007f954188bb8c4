import { readFileSync } from 'node:fs'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { problem } from '../http/problems/problem.ts'
import { continueFromResponses } from './docs-forms.ts'
import { type Document, docsView } from './docs-view.ts'

/**
 * What the page may load: nothing from any other host, and no scripts but its own. Pictures that an operation answers
 * with are shown from memory. The plugin's own policy also turns http into https, which a server without TLS does not
 * speak.
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

/** Takes less space, and hides what offers no choice: the list of servers, Cancel, the links. */
const style = readFileSync(new URL('../http/docs.css', import.meta.url), 'utf8')

/**
 * Shows a contract at /docs with Swagger UI, out of this server alone, and redirects browsers there from the root,
 * which is an unknown path for everything else.
 *
 * @param publicPath the path of the public address, below which the page is to send its requests
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
      // Without the bar on top, which offers to show other documents.
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
    // CORS may have put Origin there.
    reply.header('Vary', [reply.getHeader('Vary') ?? [], 'Accept'].flat().join(', '))
    const type = new Negotiator(request).mediaType(['application/json', 'text/html'])
    if (type !== 'text/html') throw problem('unknown_path')
    return reply.redirect('/docs')
  })
}

/** Swagger UI plugin that shows the view of the document that it loads. The theme's script defines `docsView`. */
function showView() {
  type Update = (document: Document) => unknown
  const updateJsonSpec = (original: Update) => (document: Document) => original(docsView(document))
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec } } } }
}

declare const SwaggerUIBundle: { plugins: { DownloadUrl: unknown } }

/**
 * Runs in the page, where its text is sent to: a plugin that leaves out the fields of a form which nobody filled in. Swagger
 * UI would send text of its own making that fits their patterns. The other plugin is the one that would be there by itself,
 * and loads the document.
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
