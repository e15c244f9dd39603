import { writeFile } from "node:fs/promises";
import { crossValidate, studyOf } from "../evaluate/calibrate-linking.js";
import { judgeCase } from "../evaluate/judge-case.js";
import type { CallTimes, LinkingReport } from "../evaluate/score-linking.js";
import { predictionOf, scoreLinking } from "../evaluate/score-linking.js";
import { LEARNED_WEIGHTS } from "../linking/learned-weights.js";
import { adapted, type Weights } from "../linking/weights.js";
import { percent } from "./percent.js";
import { readAdaptation } from "./read-adaptation.js";
import { readCases } from "./read-cases.js";

export interface EvaluateLinkingOptions {
  /** Print the whole report as one JSON object. */
  readonly json?: boolean;
  /** Where to write one line a case. */
  readonly predictions?: string;
  /** Of numbers without a country where the business's own number and time zone tell none. */
  readonly region?: string;
  /** Judge each case with weights learned from the other talks of the file, instead of the built-in ones. */
  readonly crossValidate?: boolean;
  /** A file of what a business's decisions taught, to judge by beside the built-in weights. */
  readonly adaptation?: string;
}

/**
 * Judges the labelled calls of a JSONL file and returns the report as text. Reads no database and changes nothing but
 * the predictions file. Throws BAD_INPUT naming the first line that cannot be read.
 */
export async function evaluateLinking(file: string, options: EvaluateLinkingOptions = {}): Promise<string> {
  const cases = await readCases([file], options.region);
  const isCrossValidated = options.crossValidate === true;
  const weights = options.adaptation === undefined ? LEARNED_WEIGHTS : await adaptedBy(options.adaptation);
  const judgeAll = () => cases.map((item) => judgeCase(item, weights));
  // Judged once, most of it is compiling; a server that runs judges as the second time. Both are told.
  const firstMs = isCrossValidated ? [] : judgeAll().map(({ ms }) => ms);
  const answers = isCrossValidated ? crossValidate(studyOf(cases)) : judgeAll();
  if (options.predictions !== undefined) {
    await writeFile(options.predictions, answers.map((answer) => `${JSON.stringify(predictionOf(answer))}\n`).join(""));
  }
  const report = scoreLinking(answers, firstMs);
  return options.json === true ? JSON.stringify(report) : table(report);
}

const adaptedBy = async (file: string): Promise<Weights> => adapted(LEARNED_WEIGHTS, await readAdaptation(file));

function table(report: LinkingReport): string {
  const { customer, booking, calibrationError, intent, msPerCall, firstMsPerCall } = report;
  const groups = { family: report.byFamily, variant: report.byVariant, source: report.bySource };
  return [
    `${report.cases} calls, ${report.labelled} labelled`,
    `customers  precision ${percent(customer.precision)}  coverage ${percent(customer.coverage)}  accuracy ${percent(customer.accuracy)}`,
    `bookings   accuracy ${percent(booking.accuracy)}  precision ${percent(booking.precision)}  recall ${percent(booking.recall)}`,
    `false links where none is right  ${booking.falseLinks} of ${booking.noneCases}`,
    `calibration error  bookings ${calibrationError.booking ?? "-"}  customers ${calibrationError.customer ?? "-"}`,
    ...(intent.cases === 0
      ? []
      : [
          `intents    precision ${percent(intent.precision)}  coverage ${percent(intent.coverage)}  of ${intent.cases}`,
        ]),
    `milliseconds a call  ${inWords(msPerCall)}`,
    ...(firstMsPerCall === null ? [] : [`  in a process just started  ${inWords(firstMsPerCall)}`]),
    ...Object.entries(groups).flatMap(([by, scores]) =>
      Object.entries(scores).map(
        ([name, score]) =>
          `  ${by.padEnd(8)}${name.padEnd(16)}${percent(score.bookingAccuracy).padStart(8)}  of ${score.cases}${score.falseLinks > 0 ? `, ${score.falseLinks} false` : ""}`,
      ),
    ),
  ].join("\n");
}

const inWords = ({ mean, p95, max }: CallTimes): string => `mean ${mean}  p95 ${p95}  max ${max}`;
