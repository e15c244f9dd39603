import { httpUrl, setting, text, wholeNumber } from "./setting.js";

/** What others see of a running process, and how it leaves. */
export const OBSERVATION_SETTINGS = {
  drainSeconds: setting({
    name: "DRAIN_SECONDS",
    doc: "How long after SIGTERM requests are still taken while /readyz says stopping, so that load balancers look elsewhere first.",
    default: "0",
    parse: wholeNumber(0, 300),
  }),
  otlpEndpoint: setting({
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    doc: "Collector of OpenTelemetry, by HTTP (http://127.0.0.1:4318): spans go to /v1/traces below it. Without it none are made.",
    parse: httpUrl.optional(),
  }),
  otelServiceName: setting({
    name: "OTEL_SERVICE_NAME",
    doc: "What traces call this program.",
    default: "callthread",
    parse: text,
  }),
  traceSharePercent: setting({
    name: "TRACE_SHARE_PERCENT",
    doc: "Of how many webhooks in a hundred a trace is made.",
    default: "100",
    parse: wholeNumber(0, 100),
  }),
} as const;
