/** A piece of work that somebody may look at later, in the order and nesting in which it was done. */
export interface Span {
  /** W3C's traceparent, for what follows from this work: https://www.w3.org/TR/trace-context/. Undefined without traces. */
  readonly trace: string | undefined;
  end(outcome?: "failed"): void;
}

/** Ids and counts only: names, numbers and what was said are nobody's to see here. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

export interface Tracing {
  /** Begins a span that follows from the work of `parent`; without one it begins a trace. */
  start(name: string, parent: string | undefined, attributes: SpanAttributes): Span;
  /** Begins a span of its own that serves several others, such as a transaction that many share. */
  startFor(name: string, served: readonly (string | undefined)[], attributes: SpanAttributes): Span;
  /** Sends what is still to be sent. */
  stop(): Promise<void>;
}

/** What was carried here is carried on: another process may make traces. */
export const NO_TRACING: Tracing = {
  start: (_name, parent) => ({ trace: parent, end: () => undefined }),
  startFor: () => ({ trace: undefined, end: () => undefined }),
  stop: async () => undefined,
};

/** What carries a trace on, in a job or another message. */
export interface Traced {
  readonly trace?: string;
}

export const tracedBy = (trace: string | null | undefined): Traced =>
  trace === undefined || trace === null ? {} : { trace };

/** Does `work` in a span. */
export async function inSpan<T>(span: Span, work: (trace: string | undefined) => Promise<T>): Promise<T> {
  try {
    const result = await work(span.trace);
    span.end();
    return result;
  } catch (error) {
    span.end("failed");
    throw error;
  }
}
