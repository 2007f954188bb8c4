import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'
import { problem } from '../problem.ts'
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

/** Leaves out empty space and what repeats the page's text, so that an operation fits on a screen. */
const style = `
.swagger-ui .info { margin: 20px 0 0; }
.swagger-ui details { margin-bottom: 8px; }
.swagger-ui summary { cursor: pointer; font-size: 14px; }
.swagger-ui .info__license,
.swagger-ui .schemes-server-container,
.swagger-ui .try-out__btn.cancel,
.swagger-ui .response-col_links,
.swagger-ui .response-control-media-type__accept-message { display: none; }
.swagger-ui .scheme-container { background: none; box-shadow: none; margin: 0; padding: 0; }
.swagger-ui .schemes { justify-content: flex-end; }
.swagger-ui .opblock-tag { font-size: 18px; padding: 4px 10px; }
.swagger-ui .opblock { margin-bottom: 6px; }
.swagger-ui .opblock-description-wrapper { padding: 10px 20px; }
.swagger-ui .opblock-section-header { min-height: 0; padding: 4px 20px; }
.swagger-ui .table-container, .swagger-ui .responses-inner, .swagger-ui .execute-wrapper { padding: 8px 20px; }
.swagger-ui .opblock-body textarea { min-height: 110px; }
.swagger-ui .parameters-col_name { min-width: 200px; }
.swagger-ui .parameter__name { font-size: 14px; }
.swagger-ui .parameter__type, .swagger-ui .parameter__in { display: inline; padding: 0; }
.swagger-ui .parameters-col_description input[type] { margin: 0; padding: 5px 10px; }
.swagger-ui table.parameters > tbody > tr > td { padding-bottom: 0; }
.swagger-ui .opblock-description p, .swagger-ui .renderedMarkdown p { margin: 4px 0; }
.swagger-ui .opblock-section-header h4 { padding: 4px 0; }
.swagger-ui .responses-table { padding: 0; }
.swagger-ui .parameters-col_description { margin-bottom: 6px; }
.swagger-ui .parameters-col_description p, .swagger-ui .response-col_description p { font-size: 13px; margin: 4px 0; }
.swagger-ui .response-col_status { font-size: 13px; }
.swagger-ui .responses-table .response > td { padding-top: 4px; vertical-align: baseline; }
.swagger-ui .response-controls { padding-top: 0; }
.swagger-ui .model-example .tab { margin: 6px 0; }
.swagger-ui .responses-inner > .responses-table .microlight { max-height: 180px; min-height: 0; }
.swagger-ui .response .headers td, .swagger-ui .response .headers th { padding: 2px 0; }
`

/**
 * Shows a contract at /docs with Swagger UI, out of this server alone, and redirects browsers there from the root, which
 * is an unknown path for everything else.
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

/** Swagger UI plugin that shows the view of the document that it loads; `docsView` is there as the script of the theme. */
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
