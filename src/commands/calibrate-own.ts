import { badInput } from "../errors.js";
import { crossAdapt, learnAdaptation, readOwnCalls } from "../evaluate/adapt-weights.js";
import { judgeCase } from "../evaluate/judge-case.js";
import type { Answer } from "../evaluate/score-linking.js";
import { scoreLinking } from "../evaluate/score-linking.js";
import { LEARNED_WEIGHTS } from "../linking/learned-weights.js";
import { type CalibrateOptions, readCases, writeOut } from "./calibrate.js";
import { counted } from "./counted.js";
import { percent } from "./percent.js";

/** With fewer calls the figures are of chance. */
const TELLING = 20;

/**
 * Learns from a business's labelled calls how they differ from those that the built-in weights were learned from. Returns
 * what to print: how often both are right, each call judged by what the others taught, or the adaptation as JSON where no
 * file was named for it. The same calls give the same adaptation. Throws BAD_INPUT (NOTHING_TO_LEARN) where no call has words
 * and a right answer among several.
 */
export async function calibrateOwn(file: string, options: CalibrateOptions = {}): Promise<string> {
  const own = readOwnCalls(await readCases(file, options), LEARNED_WEIGHTS);
  const adaptation = learnAdaptation(own);
  const { calls, talk } = adaptation;
  if (calls === 0) {
    throw badInput("FILE", `${file} has no call with words and a right answer among several.`, "NOTHING_TO_LEARN");
  }
  if (options.out === undefined) return JSON.stringify(adaptation, null, 2);
  await writeOut(options.out, adaptation);
  return [
    `Learned from ${counted(calls, "call")} of ${own.lessons.length}: ${counted(Object.keys(talk).length, "weight")} differ.`,
    `Built in:  ${figures(own.lessons.map(({ item }) => judgeCase(item, LEARNED_WEIGHTS)))}`,
    `Adapted:   ${figures(crossAdapt(own))} (each call judged by what the others taught)`,
    ...(calls < TELLING ? [`So few calls tell by chance; ask again from ${TELLING} on.`] : []),
    `Use it with LINK_ADAPTATION_FILE=${options.out}; callthread relink --dry-run --adaptation ${options.out} shows what would change.`,
  ].join("\n");
}

function figures(answers: readonly Answer[]): string {
  const { booking, calibrationError } = scoreLinking(answers);
  return [
    `bookings right ${percent(booking.accuracy)}`,
    `links right ${percent(booking.precision)}`,
    `${booking.falseLinks} of ${booking.noneCases} linked where none is right`,
    `calibration error ${calibrationError.booking ?? "-"}`,
  ].join(", ");
}
