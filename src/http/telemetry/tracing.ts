import { FastifyOtelInstrumentation } from '@fastify/otel'
import { DiagLogLevel, diag } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { FastifyInstance } from 'fastify'

export interface Tracing {
  /** Traces every request of an application; to be called before anything else is added to it. */
  trace(app: FastifyInstance): Promise<void>
  /** Sends what has not been sent yet. */
  stop(): Promise<void>
}

/** How long a collector may take, in ms; a server that stops has no more than ten seconds. */
const EXPORT_TIMEOUT_MS = 3_000

/**
 * Sends a span for each request to a collector (OTLP over HTTP). A caller's trace goes on where the request brings a
 * `traceparent` (W3C Trace Context). This module is loaded only where there is a collector: OpenTelemetry is large.
 *
 * @param options.endpoint without the path of the traces, as OTEL_EXPORTER_OTLP_ENDPOINT is by its specification. Of the
 *   other variables of that specification the libraries read OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME,
 *   OTEL_RESOURCE_ATTRIBUTES and OTEL_TRACES_SAMPLER by themselves.
 * @param options.onError told what could not be sent
 */
export function startTracing(options: { endpoint: string; onError: (message: string) => void }): Tracing {
  const { onError } = options
  const nothing = () => {}
  diag.setLogger(
    { error: onError, warn: onError, info: nothing, debug: nothing, verbose: nothing },
    DiagLogLevel.WARN,
  )
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  })
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'parley' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  const instrumentation = new FastifyOtelInstrumentation({
    // One span a request. What a hook takes is no operator's question, and the log has the errors.
    instrumentHooks: false,
    instrumentHandler: false,
    recordExceptions: false,
    requestHook(span, { id, method, routeOptions: { config, url } }) {
      const { operationId = 'none' } = config
      span.updateName(`${method} ${url ?? 'none'}`)
      // The path would come with its query, and that of a signed link is a secret.
      span.setAttributes({ 'url.path': url ?? '', 'parley.operation': operationId, 'parley.request_id': id })
    },
  })
  instrumentation.setTracerProvider(provider)
  return {
    trace: async (app) => {
      await app.register(instrumentation.plugin())
    },
    // It is told already, and no reason to end otherwise than well.
    stop: () => provider.shutdown().catch(() => {}),
  }
}
