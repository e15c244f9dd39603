import { AppError, badInput } from "../errors.js";
import { eraseByRequest } from "../privacy/erase-by-request.js";
import type { ErasureReport } from "../privacy/erasure-report.js";
import { noteCommand } from "../privacy/note-command.js";
import { counted } from "./counted.js";
import { print, say } from "./report-failure.js";
import { type Flags, textOf } from "./settings-flags.js";
import { withDatabase } from "./with-database.js";

export async function runErase(id: string | undefined, flags: Flags): Promise<void> {
  const isRehearsal = flags.dryRun === true;
  if (!isRehearsal && flags.yes !== true) {
    throw badInput("yes", "What is erased is gone for good: look with --dry-run, then say --yes.", "NOT_CONFIRMED");
  }
  const named = { id, externalId: textOf(flags.externalId), phone: textOf(flags.phone) };
  const report = await withDatabase(flags, async ({ database, config }) => {
    const erased = await eraseByRequest(database, {
      ...{ named, region: config.defaultRegion, byName: "the command line", isRehearsal },
    });
    if (!isRehearsal) await noteCommand(database.sql, "eraseCustomer", null);
    return erased;
  });
  if (flags.json === true) print(JSON.stringify(report));
  else for (const line of describe(report, isRehearsal)) print(line);
  if (report.traces.length > 0)
    throw new AppError("CONFLICT", "Something of the person is left; see the places above.");
}

function describe(report: ErasureReport, isRehearsal: boolean): string[] {
  if (!report.isKnown) {
    say("Nothing is stored of this person (any more).");
    return [];
  }
  const { customers, numbers, bookings, calls, receipts, jobs, decisions, sharedNumbers } = report;
  const counts = [
    ...[counted(customers, "customer"), counted(numbers, "number"), counted(bookings, "booking")],
    ...[counted(calls, "call"), counted(receipts, "receipt"), counted(jobs, "job")],
  ];
  return [
    `${isRehearsal ? "Would erase" : "Erased"}: ${counts.join(", ")}.`,
    `${isRehearsal ? "Would clear" : "Cleared"} the grounds of ${counted(decisions, "judgement")} of other people's calls.`,
    ...(sharedNumbers === 0
      ? []
      : [
          `${sharedNumbers === 1 ? "1 number stays: other customers hold it" : `${sharedNumbers} numbers stay: other customers hold them`}.`,
        ]),
    ...report.callsInDoubt.map((id) => `Stays, as it may be another holder's of the number: call ${id}`),
    ...report.saidInCalls.map((id) => `Stays, as it is another person's, who says the name or number: call ${id}`),
    ...(isRehearsal
      ? []
      : report.traces.length === 0
        ? ["Searched every table: 0 traces remain."]
        : report.traces.map(({ place, found }) => `REMAINS in ${place}: ${found} rows`)),
  ];
}
