import type { Recall, SearchReport } from "./search.js";

/** The report as a person reads it. */
export function searchTable(report: SearchReport): string {
  const { people, conversations, turns, unanswerable, latencyMs, maxTokens } = report;
  return [
    `${people} people, ${conversations} conversations, ${turns} turns, ${report.questions + unanswerable} questions (${unanswerable} without an answer)`,
    `evidence found            5 passages  ${maxTokens} tokens`,
    row("all", report),
    ...Object.entries(report.byCategory).map(([category, recall]) => row(category, recall)),
    `milliseconds a question   p50 ${latencyMs.p50.toFixed(1)}  p95 ${latencyMs.p95.toFixed(1)}  max ${latencyMs.max.toFixed(1)}`,
  ].join("\n");
}

const row = (name: string, recall: Recall): string =>
  `  ${name.padEnd(22)}  ${percent(recall.recallAt5Passages)}  ${percent(recall.recallWithinBudget)}   of ${recall.questions}`;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(10);
