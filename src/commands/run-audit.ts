import { listAudit } from "../privacy/audit-store.js";
import { requireUuid } from "../uuid.js";
import { readSince } from "./read-since.js";
import { print, say } from "./report-failure.js";
import { type Flags, textOf } from "./settings-flags.js";
import { table } from "./table.js";
import { withDatabase } from "./with-database.js";

export async function runAudit(flags: Flags & { readonly first: number }): Promise<void> {
  const selection = {
    customerId: typeof flags.customer === "string" ? requireUuid(flags.customer, "--customer") : null,
    recordingId: typeof flags.call === "string" ? requireUuid(flags.call, "--call") : null,
    by: textOf(flags.by) ?? null,
    ...{ from: readSince(flags.since), to: null },
  };
  const entries = await withDatabase(flags, ({ database }) => listAudit(database.sql, selection, null, flags.first));
  if (flags.json === true) for (const entry of entries) print(JSON.stringify(entry));
  else if (entries.length === 0) say("Nothing is noted.");
  else {
    print(
      table(
        ["AT", "BY", "WHAT", "OUTCOME", "CUSTOMERS", "CALLS", "TIMES"],
        entries.map((entry) => [
          ...[
            entry.at.toISOString(),
            entry.byName,
            `${entry.operation} ${entry.fields.join(",")}`,
            entry.outcome ?? "ok",
          ],
          ...[some(entry.customerIds), some(entry.recordingIds), String(entry.times)],
        ]),
      ),
    );
  }
}

const some = (ids: readonly string[]): string =>
  ids.length === 0 ? "-" : ids.length === 1 ? String(ids[0]) : `${ids.length}: ${ids[0]} …`;
