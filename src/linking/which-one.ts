import type { LocalTime } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import type { Turn } from "./lexemes.js";
import type { Mark } from "./marks.js";
import { anyOf } from "./phrases.js";
import type { Talk } from "./talk.js";

/** The business asks which of several is meant, and not which of what it offers would suit. */
const ASKS_WHICH = anyOf(
  /\bwhich (?:one|of (?:them|those|these|the|your)|booking|reservation|appointment|order|visit|session|date|day|night)\b(?! (?:\w+ )?(?:works?|suits?|would|do you (?:want|prefer|like)|is (?:better|best|fine|good|easier))\b)/,
  /\bwhich \w+ (?:is|was|are) (?:that|it|this)\b/,
  /\bwhich\W*$/,
);

/**
 * The bookings told in answer to "which one?", each with what told it: the only one of `asked` that fits all that was said in
 * the answer, and in the turn before the question where anything does. "About tomorrow." "You've two tomorrow, which one?" "The
 * morning." `marks` are given by turn.
 */
export function toldWhich(
  talk: Talk,
  marks: readonly (readonly Mark[])[],
  at: readonly LocalTime[],
  asked: readonly number[],
): Map<number, Mark> {
  const told = new Map<number, Mark>();
  if (talk.purpose.mode === "making" || asked.length < 2) return told;
  for (const [index, turn] of talk.turns.entries()) {
    const [before, answer] = [talk.turns[index - 1], talk.turns[index + 1]];
    if (turn.speaker !== "agent" || answer === undefined || answer.speaker === "agent" || !ASKS_WHICH.test(turn.plain))
      continue;
    const saidIn = (one: Turn): Mark[] => [...(marks[one.index] ?? []), ...partsOfDay(talk, one, at)];
    const answers = saidIn(answer);
    const open = before === undefined || before.speaker === "agent" ? asked : saidIn(before).reduce(fittingBoth, asked);
    const [only, ...others] = answers.reduce(fittingBoth, open.length > 0 ? open : asked);
    const by = answers.find(({ fits }) => only !== undefined && fits.includes(only) && fits.length < at.length);
    if (only !== undefined && others.length === 0 && by !== undefined && !told.has(only)) told.set(only, by);
  }
  return told;
}

const fittingBoth = (left: readonly number[], { fits }: Pick<Mark, "fits">): readonly number[] =>
  left.filter((one) => fits.includes(one));

/** A part of the day tells bookings of one day apart, and is said of too many things to be a mark elsewhere. */
const partsOfDay = (talk: Talk, turn: Turn, at: readonly LocalTime[]): Mark[] =>
  talk.dayparts
    .filter(({ mention }) => mention.turn === turn)
    .map(({ mention }) => ({
      ...mention,
      fits: at.flatMap(({ minute }, i) => (fitOfClock(mention, minute) === "no" ? [] : [i])),
      weight: 0,
    }));
