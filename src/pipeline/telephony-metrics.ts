import type { Registry } from "prom-client";
import type { Sql } from "../database/sql.js";
import { type ConnectionFigures, readConnectionFigures } from "../ringcentral/connection-figures.js";
import { AREAS } from "../ringcentral/failures.js";
import { addReadGauge, scrapedReading } from "../scraped-reading.js";

/** Whether RingCentral lets itself be asked, and tells. Ages have no value before the first of their kind. */
export function measureTelephony(registry: Registry, sql: Sql): void {
  const figures = scrapedReading(() => readConnectionFigures(sql));
  addReadGauge(registry, figures, {
    name: "callthread_ringcentral_budget_left",
    help: "Requests that may be made to RingCentral now, by its group.",
    labelNames: ["group"],
    values: ({ budgets }) => budgets.map(({ group, left }) => [{ group }, left]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_ringcentral_budget_limit",
    help: "Requests that may be made to RingCentral in a window, by its group.",
    labelNames: ["group"],
    values: ({ budgets }) => budgets.map(({ group, limit }) => [{ group }, limit]),
  });
  addReadGauge(registry, figures, {
    name: "callthread_ringcentral_closed",
    help: "1 while something of RingCentral's is closed to us until an operator acts.",
    labelNames: ["area"],
    // An area that is open is 0, so that alerts end.
    values: ({ closedAreas }) => AREAS.map((area) => [{ area }, closedAreas.includes(area) ? 1 : 0]),
  });
  const age = (name: string, help: string, seconds: (figures: ConnectionFigures) => number | null) =>
    addReadGauge(registry, figures, {
      ...{ name, help },
      values(read) {
        const value = seconds(read);
        return value === null ? [] : [[{}, value]];
      },
    });
  age(
    "callthread_ringcentral_subscription_seconds_left",
    "How long the subscription to webhooks still stands; below 0 when it has run out.",
    ({ subscriptionSecondsLeft }) => subscriptionSecondsLeft,
  );
  age(
    "callthread_ringcentral_subscription_seen_seconds_ago",
    "When the subscription was last seen active.",
    ({ subscriptionSeenSecondsAgo }) => subscriptionSeenSecondsAgo,
  );
  age(
    "callthread_ringcentral_call_log_seconds_ago",
    "When the call log was last read to its end.",
    ({ callLogReadSecondsAgo }) => callLogReadSecondsAgo,
  );
  age(
    "callthread_last_webhook_seconds_ago",
    "When the last webhook came.",
    ({ lastWebhookSecondsAgo }) => lastWebhookSecondsAgo,
  );
}
