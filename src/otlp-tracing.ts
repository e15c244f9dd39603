import {
  type Context,
  isSpanContextValid,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  type SpanContext,
  SpanStatusCode,
  trace as traces,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import type { Span, Tracing } from "./tracing.js";

export interface OtlpSettings {
  /** The collector's address; spans go to /v1/traces below it. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Of how many traces in a hundred spans are made. */
  readonly sharePercent: number;
}

const SENT_WITHIN_MS = 1_000;
/** A collector that is away delays the end of a process by so much at most. */
const TIMEOUT_MS = 3_000;

/**
 * Traces by OpenTelemetry's protocol over HTTP. Parents are handed over and never guessed from what is under way, so that
 * nothing is kept for each asynchronous step. Imported only where a collector is set: it is a megabyte of code.
 */
export function otlpTracing({ endpoint, serviceName, sharePercent }: OtlpSettings): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, "")}/v1/traces`,
    timeoutMillis: TIMEOUT_MS,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sharePercent / 100) }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, { scheduledDelayMillis: SENT_WITHIN_MS, exportTimeoutMillis: TIMEOUT_MS }),
    ],
  });
  const tracer = provider.getTracer("callthread");
  return {
    start: (name, parent, attributes) => spanOf(tracer.startSpan(name, { attributes }, contextOf(parent))),
    startFor(name, served, attributes) {
      const links = served.map(readTrace).filter((context) => context !== null);
      return spanOf(
        tracer.startSpan(
          name,
          { attributes, links: links.map((context) => ({ context })) },
          // Made where theirs are: by itself it says nothing.
          ROOT_CONTEXT,
        ),
      );
    },
    stop: () => provider.shutdown().catch(() => undefined),
  };
}

function spanOf(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    trace: `00-${traceId}-${spanId}-0${traceFlags & 1}`,
    end(outcome) {
      // Without the message: it may quote what callers said.
      if (outcome === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

const contextOf = (parent: string | undefined): Context => {
  const context = readTrace(parent);
  return context === null ? ROOT_CONTEXT : traces.setSpanContext(ROOT_CONTEXT, context);
};

/** https://www.w3.org/TR/trace-context/#traceparent-header, version 00. */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function readTrace(text: string | undefined): SpanContext | null {
  const [, traceId = "", spanId = "", flags = "00"] = TRACEPARENT.exec(text ?? "") ?? [];
  const context: SpanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? context : null;
}
