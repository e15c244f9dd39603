import type { Cues } from "./cues.js";
import { type Mention, startOf } from "./mention.js";

/** What is wished, offered and given up of one facet while a booking is made; `differ` tells that the second excludes the first. */
type Differ<M> = (a: M, b: M) => boolean;

/** Said between a value and the one that takes its place. */
export const REPLACES =
  /\b(?:actually|no|sorry|i mean|i meant|make (?:it|that)|instead|wait|rather|correction|or rather|scratch that)\b/;

/** "Friday, please." … "Could we make it Sunday? I've a wedding on Friday": what was given up, named once more. */
export function namedAsReason<M extends Mention>(
  mentions: readonly M[],
  cues: readonly Cues[],
  differ: Differ<M>,
): readonly M[] {
  const isOld = (one: M): boolean => mentions.some((other) => other.turn.index < one.turn.index && !differ(other, one));
  return mentions.filter((mention) => {
    const { turn, from } = mention;
    if (turn.speaker === "agent" || cues[turn.index]?.corrects !== true) return false;
    const anew = mentions.find((other) => other.turn === turn && other.from < from && differ(other, mention));
    if (anew === undefined || isOld(anew) || !isOld(mention)) return false;
    const between = turn.text.slice(turn.lexemes[anew.to - 1]?.end ?? 0, startOf(mention));
    return !REPLACES.test(between.toLowerCase());
  });
}

/** "Half past five or quarter to seven?" "Half five, then." What was offered and not taken is out. */
export function unchosen<M extends Mention>(
  mentions: readonly M[],
  differ: Differ<M>,
  isLive: (mention: M) => boolean,
): readonly M[] {
  const offers = Map.groupBy(
    mentions.filter(({ turn }) => turn.speaker === "agent"),
    ({ turn }) => turn.index,
  );
  return [...offers].flatMap(([index, offered]) => {
    if (!offered.some((one) => offered.some((other) => differ(one, other)))) return [];
    const answers = mentions.filter(
      (mention) => mention.turn.index === index + 1 && mention.turn.speaker !== "agent" && isLive(mention),
    );
    const isTaken = (one: M): boolean => answers.some((answer) => !differ(one, answer));
    return offered.some(isTaken) ? offered.filter((one) => !isTaken(one) && isLive(one)) : [];
  });
}
