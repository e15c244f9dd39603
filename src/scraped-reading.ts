import { Gauge, type Registry } from "prom-client";

/** What several metrics are made from, read once for all of a scrape. */
export type ScrapedReading<T> = () => Promise<T | null>;

/** Metrics of one scrape ask for their values one after the other, each at its own time. */
const SAME_SCRAPE_MS = 500;

/** null where it could not be read: then metrics have no values, which is true, instead of old ones. */
export function scrapedReading<T>(read: () => Promise<T>): ScrapedReading<T> {
  let last: { readonly at: number; readonly value: Promise<T | null> } | null = null;
  return () => {
    const now = performance.now();
    if (last === null || now - last.at > SAME_SCRAPE_MS) last = { at: now, value: read().catch(() => null) };
    return last.value;
  };
}

export interface ReadGauge<T, Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
  /** Its values in a reading. */
  values(reading: T): readonly (readonly [labels: Partial<Record<Label, string>>, value: number])[];
}

/** A gauge of what is read from a database when Prometheus asks. */
export function addReadGauge<T, Label extends string = never>(
  registry: Registry,
  reading: ScrapedReading<T>,
  { name, help, labelNames = [], values }: ReadGauge<T, Label>,
): void {
  new Gauge<string>({
    ...{ name, help, labelNames: [...labelNames], registers: [registry] },
    async collect() {
      const read = await reading();
      this.reset();
      // A gauge without labels would say 0 after that.
      if (labelNames.length === 0) this.remove();
      if (read === null) return;
      for (const [labels, value] of values(read)) this.set(labels as Record<string, string>, value);
    },
  });
}
