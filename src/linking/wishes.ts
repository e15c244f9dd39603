import { saidAfter } from "./context.js";
import type { Cues } from "./cues.js";
import { isBefore, type Mention, startOf } from "./mention.js";
import { anyOf } from "./phrases.js";

/** Tells that the second of two mentions of one facet excludes the first. What is wished, offered and given up hangs on it. */
export type Differ<M> = (a: M, b: M) => boolean;

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

/** "But she's away on Friday, I need a different day." */
export const givenUp = <M extends Mention>(mentions: readonly M[], differ: Differ<M>): ReadonlySet<M> => {
  const away = mentions.filter(
    (one) =>
      one.turn.speaker !== "agent" && ANOTHER_DAY.test(one.turn.plain) && ANOTHER_DAY.test(saidAfter(one, LONG_BEHIND)),
  );
  return new Set(mentions.filter((one) => away.some((gone) => !isBefore(gone, one) && !differ(gone, one))));
};
const ANOTHER_DAY = /(?<!\bor )\b(?:an?other|a different|some other) (?:day|date|night|evening|weekend)\b/;
const LONG_BEHIND = 120;

/** "Around seven?" "I have 6:45 or 7:30." "6:45's fine": what was wished for and could not be had, and was not asked for again. */
export function unmet<M extends Mention>(
  mentions: readonly M[],
  cues: readonly Cues[],
  differ: Differ<M>,
): readonly M[] {
  const byTurn = Map.groupBy(mentions, ({ turn }) => turn.index);
  return mentions.filter((wish) => {
    const { index, speaker } = wish.turn;
    if (speaker === "agent") return false;
    const offers = (byTurn.get(index + 1) ?? []).filter(({ turn }) => turn.speaker === "agent");
    if (offers.length === 0 || !offers.every((offer) => differ(wish, offer))) return false;
    if (!OFFERS.test(offers[0]?.turn.plain ?? "")) return false;
    const answers = (byTurn.get(index + 2) ?? []).filter(({ turn }) => turn.speaker !== "agent");
    return answers.length === 0
      ? cues[index + 2]?.accepts === true
      : answers.every((answer) => offers.some((offer) => !differ(answer, offer)));
  });
}
const OFFERS = anyOf(
  /\b(?:i|we|he|she|they|there)(?: do| only| do only| still)?(?:'ve| have|'s| is| are)?(?: only)?(?: got| an?)? (?:have|got|opening|slot|could do|can do|could fit)/,
  /\b(?:i|we) (?:only )?have\b/,
  /\bhow about\b/,
  /\bwhat about\b/,
  /\b(?:is|are) (?:available|free|open)\b/,
  /\b(?:closest|nearest|earliest|latest|next (?:one|opening|slot|available))\b/,
  /\binstead\b/,
);
