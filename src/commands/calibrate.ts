import { writeFile } from "node:fs/promises";
import { badInput } from "../errors.js";
import { crossValidate, holdOutMakes, learnWeights, studyOf, weightsModule } from "../evaluate/calibrate-linking.js";
import { holdOutIntents, intentsModule, learnIntents } from "../evaluate/learn-intents.js";
import type { LinkingCase } from "../evaluate/linking-cases.js";
import { type Answer, scoreLinking } from "../evaluate/score-linking.js";
import { LEARNED_INTENTS } from "../linking/intent.js";
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
  const { booking, customer, calibrationError } = scoreLinking(crossValidate(study));
  return [
    `Learned ${Object.keys(weights.talk).length} weights from ${cases.length} calls.`,
    "Cross-validated in five folds, split by talk:",
    JSON.stringify({ booking, customer, calibrationError }),
    ...[...holdOutMakes(study)].flatMap(([make, { byOthers, byOthersAndOwn }]) => {
      const name = make === "" ? "unnamed" : make;
      return [`Left out, ${name}: ${figuresOf(byOthers)}`, `Adapted to it, ${name}: ${figuresOf(byOthersAndOwn)}`];
    }),
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

function figuresOf(answers: readonly Answer[]): string {
  const { booking, calibrationError } = scoreLinking(answers);
  return JSON.stringify({ booking, calibrationError });
}

/** As JSON, or as a module where the file is to be one and there is a form for it. */
export const writeOut = <W>(out: string, learned: W, moduleOf?: (learned: W) => string): Promise<void> =>
  writeFile(
    out,
    moduleOf !== undefined && out.endsWith(".ts") ? moduleOf(learned) : `${JSON.stringify(learned, null, 2)}\n`,
  );
