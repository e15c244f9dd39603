import { Counter, Histogram, type Registry } from "prom-client";
import type { Sql } from "../database/sql.js";
import { scrapedReading } from "../scraped-reading.js";
import { readJudgedSince } from "./pipeline-metrics-store.js";

const AT_ONCE = 5_000;
/** Of one scrape: after a relinking of everything the rest is counted by the next ones. */
const MOST_ROUNDS = 10;

/**
 * How sure the program is: published judgements from `position` on, by what came of them. Every process counts all of
 * them, whoever made them: take one process's, or the greatest, never the sum.
 */
export function measureLinks(registry: Registry, sql: Sql, position: number): void {
  let upto = position;
  const links = new Counter({
    name: "callthread_links_total",
    help: "Published judgements by status and by whom: auto or person. Every process counts all.",
    labelNames: ["status", "by"],
    registers: [registry],
    collect: () => counted(),
  });
  const confidence = new Histogram({
    name: "callthread_link_confidence",
    help: "Confidences of published judgements by the program, of the customer and of the booking. Every process counts all.",
    labelNames: ["of"],
    buckets: [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999],
    registers: [registry],
    collect: () => counted(),
  });

  const read = scrapedReading(async () => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const since = await readJudgedSince(sql, upto, AT_ONCE);
      if (since.upto === upto) return;
      upto = since.upto;
      for (const { status, by, customerConfidence, bookingConfidence, count } of since.judged) {
        links.inc({ status, by }, count);
        if (by === "person") continue;
        for (let time = 0; time < count; time++) {
          if (customerConfidence !== null) confidence.observe({ of: "customer" }, customerConfidence);
          if (bookingConfidence !== null) confidence.observe({ of: "booking" }, bookingConfidence);
        }
      }
    }
  });
  const counted = async (): Promise<void> => void (await read());
}
