import { saidBefore } from "./context.js";
import type { Cues } from "./cues.js";
import type { Fates } from "./fates.js";
import { isBeforeTopic, mannerOf, topicFrom } from "./manner.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import { ADDS } from "./settle-words.js";
import type { Differ } from "./wishes.js";

/** The share of a call at whose end something new is seldom its subject. */
const CLOSING = 0.3;
/** In a shorter call nothing is added late. In turns. */
const SHORTEST = 6;

/** Brought in near the end of a call of so many turns. */
export const isAddedLate = (mention: Mention, turns: number): boolean =>
  turns >= SHORTEST && mention.turn.index >= turns * (1 - CLOSING) && ADDS.test(saidBefore(mention, 60));

/** One facet's mentions in the order said, what became of them, and what was only said in parting. */
interface Spoken<M extends Mention> {
  readonly mentions: readonly M[];
  readonly fates: Fates<M>;
  readonly cues: readonly Cues[];
  readonly mode: Mode;
  readonly differ: Differ<M>;
  readonly isGoodbye: (mention: M) => boolean;
}

/**
 * What is only touched, by mention: said on the way to the subject, to be left alone or in a goodbye, or another value brought
 * in near the end, while one that excludes it was spoken of before.
 */
export function asidesAmong<M extends Mention>(spoken: Spoken<M>): boolean[] {
  const { mentions, fates, cues, isGoodbye } = spoken;
  const begins = topicFrom(cues);
  const touched: boolean[] = [];
  for (const [i, mention] of mentions.entries()) touched.push(fates.isLive(i) && isTouched(mention, spoken, touched));
  return mentions.map((mention, i) => touched[i] === true || isBeforeTopic(mention, begins) || isGoodbye(mention));
}

/** `touched` tells it of those before. */
function isTouched<M extends Mention>(mention: M, spoken: Spoken<M>, touched: readonly boolean[]): boolean {
  const { mentions, fates, cues, mode, differ, isGoodbye } = spoken;
  const manner = mannerOf(mention, cues.length, mode);
  if (manner === "named") return false;
  const alike = mentions.findLastIndex((other, j) => j < touched.length && fates.isLive(j) && !differ(mention, other));
  if (touched[alike] === true || manner === "aside" || isGoodbye(mention)) return true;
  if (!isAddedLate(mention, cues.length)) return false;
  const before = mentions.filter(
    (other, j) => fates.isLive(j) && touched[j] !== true && other.turn.index < mention.turn.index,
  );
  return before.length > 0 && before.every((other) => differ(mention, other));
}
