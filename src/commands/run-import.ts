import { SingleBar } from "cli-progress";
import { IANAZone } from "luxon";
import type { Config } from "../config.js";
import { badInput } from "../errors.js";
import type { ImportKind } from "../import/columns.js";
import { type ImportOptions, type ImportReport, importFile } from "../import/import-file.js";
import type { Refusal } from "../import/read-item.js";
import type { Encoding } from "../import/read-text.js";
import { readBusiness } from "../pipeline/business.js";
import { print, say } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { withDatabase } from "./with-database.js";

export async function runImport(kind: ImportKind, file: string, flags: Flags): Promise<void> {
  const format = formatOf(file, flags.format);
  const report = await withDatabase(flags, async ({ database, config }) => {
    const progress = createProgress();
    try {
      return await importFile(database, {
        ...{ kind, path: file, format },
        encoding: flags.encoding as Encoding,
        delimiter: delimiterOf(flags.delimiter),
        ignoreUnknown: flags.ignoreUnknown === true,
        timezone: timezoneOf(flags.timezone, config),
        dryRun: flags.dryRun === true,
        business: await readBusiness(database.sql, config),
        onRefusal: (refusal) => progress.interrupt(() => say(describe(refusal))),
        onProgress: progress.show,
      } satisfies ImportOptions);
    } finally {
      progress.end();
    }
  });
  const isDryRun = flags.dryRun === true;
  print(
    flags.json === true ? JSON.stringify({ kind, dryRun: isDryRun, ...report }) : summaryOf(kind, report, isDryRun),
  );
  if (report.refused > 0) process.exitCode = 1;
}

/** `line 12, event_date: has no zone: … [DATE_WITHOUT_ZONE]` */
const describe = ({ line, field, reason, message }: Refusal): string =>
  `line ${line}${field === null ? "" : `, ${field}`}: ${message} [${reason}]`;

const summaryOf = (kind: ImportKind, report: ImportReport, isDryRun: boolean): string =>
  `${isDryRun ? "Dry run, nothing stored: " : ""}${report.lines} ${report.lines === 1 ? kind.slice(0, -1) : kind}: ${report.created} created, ${report.updated} updated, ${report.unchanged} unchanged, ${report.refused} refused${erasedOf(report)}.`;

const erasedOf = ({ erased }: ImportReport): string =>
  erased === 0 ? "" : `, ${erased} not stored again, as ${erased === 1 ? "it was" : "they were"} erased`;

function formatOf(file: string, given: unknown): "csv" | "jsonl" {
  if (given === "csv" || given === "jsonl") return given;
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase();
  if (extension === "csv" || extension === "tsv" || extension === "txt") return "csv";
  if (extension === "jsonl" || extension === "ndjson" || extension === "json") return "jsonl";
  throw badInput(
    "FILE",
    `The file's name does not tell its format: give --format csv or --format jsonl.`,
    "UNKNOWN_FORMAT",
  );
}

function delimiterOf(given: unknown): string {
  if (given === "tab" || given === "\\t") return "\t";
  if (typeof given === "string" && given.length === 1 && given !== '"' && given !== "\n") return given;
  throw badInput("delimiter", '--delimiter takes one sign, such as ";", or "tab".');
}

/** null without the flag: a time without a zone is then refused rather than guessed at. */
function timezoneOf(given: unknown, config: Config): string | null {
  if (given === true) return config.businessTimezone;
  if (typeof given !== "string") return null;
  if (IANAZone.isValidZone(given)) return given;
  throw badInput(
    "timezone",
    `--timezone takes an IANA time zone such as America/Los_Angeles; "${given}" is none.`,
    "UNKNOWN_TIMEZONE",
  );
}

interface Progress {
  show(done: number, total: number): void;
  /** Prints between two states of the bar. */
  interrupt(print: () => void): void;
  end(): void;
}

/** A bar on a terminal; nothing where stderr is a file or a pipe. */
function createProgress(): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, interrupt: (tell) => tell(), end: () => undefined };
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {value} of {total} lines | {eta_formatted} left",
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let isShown = false;
  return {
    show(done, total) {
      if (isShown) bar.update(done);
      else bar.start(total, done);
      isShown = true;
    },
    interrupt(tell) {
      if (isShown) process.stderr.write("\r\u001b[K");
      tell();
    },
    end: () => bar.stop(),
  };
}
