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
  /** Traces every request of an application. Must be called before anything else is registered. */
  trace(app: FastifyInstance): Promise<void>
  /** Sends the remaining spans. Never rejects. */
  stop(): Promise<void>
}

/** Timeout of a request to the collector, in ms. Less than the ten seconds that a shutdown may take. */
const EXPORT_TIMEOUT_MS = 3_000

/**
 * Sends a span for each request to a collector (OTLP over HTTP), as part of the caller's trace (W3C Trace
 * Context). The libraries read the other OTEL_ variables themselves.
 */
export function startTracing(options: { endpoint: string; onError: (message: string) => void }): Tracing {
  const { onError } = options
  const noop = () => {}
  diag.setLogger({ error: onError, warn: onError, info: noop, debug: noop, verbose: noop }, DiagLogLevel.WARN)
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
    // One span per request. The log has the errors.
    instrumentHooks: false,
    instrumentHandler: false,
    recordExceptions: false,
    requestHook(span, { id, method, routeOptions: { config, url } }) {
      const { operationId = 'none' } = config
      span.updateName(`${method} ${url ?? 'none'}`)
      // Without the query, because that of a signed URL is a secret.
      span.setAttributes({ 'url.path': url ?? '', 'parley.operation': operationId, 'parley.request_id': id })
    },
  })
  instrumentation.setTracerProvider(provider)
  return {
    trace: async (app) => {
      await app.register(instrumentation.plugin())
    },
    // `onError` was called already, and a shutdown must not fail because of it.
    stop: () => provider.shutdown().catch(() => {}),
  }
}
