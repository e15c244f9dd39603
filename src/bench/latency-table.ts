import { table } from "../commands/table.js";
import type { Distribution } from "./distribution.js";

/** What was measured in milliseconds, a row each. */
export const latencyTable = (rows: readonly (readonly [name: string, measured: Distribution])[]): string =>
  table(
    ["milliseconds", "p50", "p95", "p99", "max"],
    rows.map(([name, { p50, p95, p99, max }]) => [name, ...[p50, p95, p99, max].map((ms) => ms.toFixed(1))]),
  );
