import { readFile, writeFile } from "node:fs/promises";
import { withScratchDatabase } from "../database/scratch-database.js";
import { evaluateSearch, type Recall, type SearchReport } from "../evaluate/search.js";
import { readSearchCases } from "../evaluate/search-cases.js";
import { percent } from "./percent.js";
import { print } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";
import { withServer } from "./with-server.js";

/** Asks each question of a file in a database of its own, and prints how often what is found holds the answer. */
export async function runEvaluateSearch(file: string, maxTokens: number, flags: Flags): Promise<void> {
  const cases = readSearchCases(await readFile(file, "utf8"));
  const { report, predictions } = await withServer(flags, ({ url, config, interrupted }) =>
    withScratchDatabase(config.databaseDirectUrl ?? url, (database) =>
      Promise.race([interrupted, evaluateSearch(database, cases, { maxTokens })]),
    ),
  );
  if (typeof flags.predictions === "string") {
    await writeFile(flags.predictions, predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join(""));
  }
  print(flags.json === true ? JSON.stringify(report) : summary(report));
}

function summary(report: SearchReport): string {
  const { people, conversations, turns, latencyMs } = report;
  return [
    `${people} people, ${conversations} conversations, ${turns} turns, ${report.questions} questions with an answer, ${report.unanswerable} without`,
    line("all", report),
    ...Object.entries(report.byCategory).map(([category, recall]) => line(category, recall)),
    `budget ${report.maxTokens} tokens; a question took ${ms(latencyMs.p50)} (p50), ${ms(latencyMs.p95)} (p95), ${ms(latencyMs.max)} (most)`,
  ].join("\n");
}

const line = (name: string, { questions, recallAt5Passages, recallWithinBudget }: Recall): string =>
  `  ${name.padEnd(16)}evidence in 5 passages ${share(recallAt5Passages)}  within the budget ${share(recallWithinBudget)}  of ${questions}`;

const share = (rate: number): string => percent(rate, 1).padStart(7);
const ms = (time: number): string => `${time.toFixed(1)} ms`;
