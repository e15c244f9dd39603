import { writeFile } from "node:fs/promises";
import { badInput } from "../errors.js";
import { crossValidate, holdOutMakes, learnWeights, studyOf, weightsModule } from "../evaluate/calibrate-linking.js";
import { holdOutIntents, intentsModule, learnIntents } from "../evaluate/learn-intents.js";
import type { LinkingCase } from "../evaluate/linking-cases.js";
import { scoreLinking } from "../evaluate/score-linking.js";
import { LEARNED_INTENTS } from "../linking/intent.js";
import { counted } from "./counted.js";
import { figuresInWords } from "./figures-in-words.js";
import { heldOutReport } from "./held-out-report.js";
import { percent } from "./percent.js";
import { readCases } from "./read-cases.js";

export interface CalibrateOptions {
  /** More files of labelled calls to learn from. */
  readonly with?: readonly string[];
  /** Where to write the weights: a module where it ends in `.ts`, JSON otherwise. Printed where absent. */
  readonly out?: string;
  readonly region?: string;
  /** Learn what calls are for instead, from those whose line says it. */
  readonly intents?: boolean;
}

/**
 * Learns match weights from labelled calls and returns what to print: the cross-validated figures, or the weights as
 * JSON where no file was named for them. The same files give the same weights.
 */
export async function calibrate(file: string, options: CalibrateOptions = {}): Promise<string> {
  const cases = await readCases([file, ...(options.with ?? [])], options.region);
  if (options.intents === true) return calibrateIntents(cases, options.out);
  const study = studyOf(cases);
  const weights = learnWeights(study);
  if (options.out === undefined) return JSON.stringify(weights, null, 2);
  await writeOut(options.out, weights, weightsModule);
  const { customer, ...report } = scoreLinking(crossValidate(study));
  return [
    `Learned ${counted(Object.keys(weights.talk).length, "weight")} from ${counted(cases.length, "call")}.`,
    `Cross-validated in five folds, split by talk: ${figuresInWords(report)};`,
    `customers right ${percent(customer.precision)}, at a coverage of ${percent(customer.coverage)}`,
    ...heldOutReport(holdOutMakes(study)),
  ].join("\n");
}

async function calibrateIntents(cases: readonly LinkingCase[], out: string | undefined): Promise<string> {
  if (cases.every(({ intents }) => intents.length === 0)) {
    throw badInput("FILE", "No call says what it was for, in meta.intents.", "NOTHING_TO_LEARN");
  }
  const weights = learnIntents(cases);
  if (out === undefined) return JSON.stringify(weights, null, 2);
  await writeOut(out, weights, intentsModule);
  return [
    `Learned ${Object.keys(weights).length} weights of ${LEARNED_INTENTS.length} intents each.`,
    ...[...holdOutIntents(cases)].map(
      ([make, score]) => `Left out, ${make === "" ? "unnamed" : make}: ${JSON.stringify(score)}`,
    ),
  ].join("\n");
}

/** As JSON, or as a module where the file is to be one and there is a form for it. */
export const writeOut = <W>(out: string, learned: W, moduleOf?: (learned: W) => string): Promise<void> =>
  writeFile(
    out,
    moduleOf !== undefined && out.endsWith(".ts") ? moduleOf(learned) : `${JSON.stringify(learned, null, 2)}\n`,
  );
