import type { Database } from "../database/open.js";
import type { BusinessFacts } from "../linking/facts.js";
import { readBusiness } from "../pipeline/business.js";
import { type LabelScore, previewRelink, type RelinkChange } from "../pipeline/preview-relink.js";
import { relinkSelected } from "../pipeline/relink.js";
import { counted } from "./counted.js";
import { readAdaptation } from "./read-adaptation.js";
import { readSince } from "./read-since.js";
import { print } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { withDatabase } from "./with-database.js";

export async function runRelink(flags: Flags): Promise<void> {
  const since = readSince(flags.since);
  const tried = typeof flags.adaptation === "string" ? { adaptation: await readAdaptation(flags.adaptation) } : {};
  await withDatabase(flags, async ({ database, config }) => {
    const run = flags.dryRun === true ? preview : relink;
    const business = await readBusiness(database.sql, config);
    await run(database, { ...business, ...tried }, since, flags.json === true);
    if ("adaptation" in tried && flags.json !== true)
      print(
        "Decisions that the adaptation was learned from look better by it than others will: see calibrate --adapt.",
      );
  });
}

async function relink(database: Database, business: BusinessFacts, since: Date | null, asJson: boolean): Promise<void> {
  const judged = await relinkSelected(database, business, { from: since });
  print(asJson ? JSON.stringify({ judged }) : `${counted(judged, "call")} judged again.`);
}

async function preview(
  database: Database,
  business: BusinessFacts,
  since: Date | null,
  asJson: boolean,
): Promise<void> {
  const changes: RelinkChange[] = [];
  const result = await previewRelink(database, business, since, (change) => {
    if (asJson) changes.push(change);
    else print(describe(change));
  });
  if (asJson) {
    print(JSON.stringify({ ...result, changes }));
    return;
  }
  print(`${counted(result.judged, "call")} judged again, ${result.changed} would change; nothing was stored.`);
  const { count, before, after } = result.labels;
  if (count === 0) print("No calls were decided by people, so nothing tells how often the program is right.");
  else print(`Of ${counted(count, "call")} that people decided: ${scoreOf(before)} before, ${scoreOf(after)} now.`);
}

const scoreOf = ({ right, wrong, open }: LabelScore): string =>
  `${right} right, ${wrong} wrong, ${open} left to people`;

const describe = ({ recordingId, before, after, explanation }: RelinkChange): string =>
  [
    recordingId,
    before.status === after.status ? before.status : `${before.status} → ${after.status}`,
    ...(before.customerId === after.customerId
      ? []
      : [`customer ${before.customerId ?? "none"} → ${after.customerId ?? "none"}`]),
    ...(before.bookingId === after.bookingId
      ? []
      : [`booking ${before.bookingId ?? "none"} → ${after.bookingId ?? "none"}`]),
    explanation,
  ].join("  ");
