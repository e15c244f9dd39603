import { badInput } from "../errors.js";
import { crossAdapt, learnAdaptation, readOwnCalls } from "../evaluate/adapt-weights.js";
import { judgeCase } from "../evaluate/judge-case.js";
import { type LinkingReport, scoreLinking } from "../evaluate/score-linking.js";
import { LEARNED_WEIGHTS } from "../linking/learned-weights.js";
import { type CalibrateOptions, writeOut } from "./calibrate.js";
import { counted } from "./counted.js";
import { figuresInWords } from "./figures-in-words.js";
import { readCases } from "./read-cases.js";

/** With fewer calls the figures are of chance. */
const TELLING = 20;

/**
 * Learns from a business's labelled calls how they differ from those that the built-in weights were learned from. Returns
 * what to print: how often both are right, each call judged by what the others taught, or the adaptation as JSON where no
 * file was named for it. The same calls give the same adaptation. Throws BAD_INPUT (NOTHING_TO_LEARN) where no call has words
 * and a right answer among several.
 */
export async function calibrateOwn(file: string, options: CalibrateOptions = {}): Promise<string> {
  const own = readOwnCalls(await readCases([file, ...(options.with ?? [])], options.region), LEARNED_WEIGHTS);
  const adaptation = learnAdaptation(own);
  const { calls, talk } = adaptation;
  if (calls === 0) {
    throw badInput("FILE", `${file} has no call with words and a right answer among several.`, "NOTHING_TO_LEARN");
  }
  if (options.out === undefined) return JSON.stringify(adaptation, null, 2);
  await writeOut(options.out, adaptation);
  const builtIn = scoreLinking(own.lessons.map(({ item }) => judgeCase(item, LEARNED_WEIGHTS)));
  const adapted = scoreLinking(crossAdapt(own));
  return [
    `Learned from ${counted(calls, "call")} of ${own.lessons.length}: ${counted(Object.keys(talk).length, "weight")} differ.`,
    `Built in:  ${figuresInWords(builtIn)}`,
    `Adapted:   ${figuresInWords(adapted)} (each call judged by what the others taught)`,
    ...(calls < TELLING ? [`So few calls tell by chance; ask again from ${TELLING} on.`] : []),
    isBetter(adapted, builtIn)
      ? `Use it with LINK_ADAPTATION_FILE=${options.out}; callthread relink --dry-run --adaptation ${options.out} shows what would change.`
      : "That is no better: go on with the built-in weights, and ask again when more calls are decided.",
  ].join("\n");
}

/** A wrong link is worse than none: more right answers are no gain where links are less to be trusted. */
const isBetter = ({ booking: one }: LinkingReport, { booking: other }: LinkingReport): boolean =>
  (one.accuracy ?? 0) >= (other.accuracy ?? 0) &&
  (one.precision ?? 1) >= (other.precision ?? 0) &&
  one.falseLinks <= other.falseLinks;
